package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheMemoryThatIsFree(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  float64
	}{
		{"is what the kernel calls available", map[string]string{"proc/meminfo": "MemTotal: 9 kB\nMemAvailable:   3000 kB\n"}, 3000 << 10},
		{"is unknown where the system does not say", nil, 0},
		{"is what the container leaves", map[string]string{
			"proc/meminfo": "MemAvailable: 3000 kB\n", "proc/self/cgroup": "0::/\n",
			"cg/memory.max": "2000000\n", "cg/memory.current": "500000\n",
		}, 1500000},
		{"is what a group above leaves", map[string]string{
			"proc/meminfo": "MemAvailable: 3000 kB\n", "proc/self/cgroup": "0::/a/b\n",
			"cg/a/b/memory.max": "max\n", "cg/a/b/memory.current": "100\n",
			"cg/a/memory.max": "900\n", "cg/a/memory.current": "200\n",
		}, 700},
		{"is what a group of the old kind leaves", map[string]string{
			"proc/meminfo": "MemAvailable: 3000 kB\n", "proc/self/cgroup": "3:cpu:/\n2:memory,hugetlb:/x\n",
			"cg/memory/x/memory.limit_in_bytes": "900\n", "cg/memory/x/memory.usage_in_bytes": "200\n",
		}, 700},
		{"is not less where a group has no limit", map[string]string{
			"proc/meminfo": "MemAvailable: 3000 kB\n", "proc/self/cgroup": "0::/a\n",
			"cg/a/memory.max": "max\n", "cg/a/memory.current": "100\n",
		}, 3000 << 10},
		{"is next to nothing where a group is over its limit", map[string]string{
			"proc/meminfo": "MemAvailable: 3000 kB\n", "proc/self/cgroup": "0::/\n",
			"cg/memory.max": "100\n", "cg/memory.current": "300\n",
		}, 1},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range c.files {
				file := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if got := freeIn(filepath.Join(dir, "proc"), filepath.Join(dir, "cg")); got != c.want {
				t.Errorf("%v bytes are free, want %v", got, c.want)
			}
		})
	}
}

func TestSizesHaveUnits(t *testing.T) {
	for text, want := range map[string]float64{
		"4GiB": 4 << 30, "500MB": 5e8, "1.5 gib": 1.5 * (1 << 30), "2048KiB": 2 << 20,
		"4": 0, "4G": 0, "GiB": 0, "-1GiB": 0, "1KB": 0, "NaNGiB": 0, "InfGB": 0,
	} {
		var x size
		err := x.Set(text)
		if (err == nil) != (want > 0) || x.bytes != want {
			t.Errorf("%q is %v bytes with error %v, want %v", text, x.bytes, err, want)
		}
	}
}
