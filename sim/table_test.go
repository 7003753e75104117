package sim

import "testing"

func TestMakeTableIsZeroThroughout(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 3 << 20} {
		// A second one may stand where the first has been.
		for range 2 {
			table := MakeTable[byte](n)
			if len(table) != n {
				t.Fatalf("%d values were asked for, %d came", n, len(table))
			}
			for i := range table {
				if table[i] != 0 {
					t.Fatalf("value %d of %d is %d", i, n, table[i])
				}
				table[i] = 1
			}
		}
	}
}
