package sim

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

// vmFlags are the flags that Linux keeps of the mapping in which p lies.
func vmFlags(t *testing.T, p unsafe.Pointer) []string {
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	inside := false
	for s := bufio.NewScanner(f); s.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(s.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= uintptr(p) && uintptr(p) < to
		} else if flags, ok := strings.CutPrefix(s.Text(), "VmFlags:"); ok && inside {
			return strings.Fields(flags)
		}
	}
	t.Fatalf("%p lies in no mapping", p)
	return nil
}

func TestMakeTableAsksForLargePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage/enabled"); err != nil {
		t.Skip("this system has no large pages to ask for")
	}
	table := MakeTable[uint64](4 << 20 / 8)
	for _, at := range []int{0, len(table) / 2, len(table) - 1} {
		if flags := vmFlags(t, unsafe.Pointer(&table[at])); !slices.Contains(flags, "hg") {
			t.Errorf("entry %d of %d lies in a mapping without the advice: %q", at, len(table), flags)
		}
	}
}
