package stats

// Count counts occurrences. The zero Count is ready.
type Count uint64

// Inc counts one more.
func (c *Count) Inc() { *c++ }

// Add counts n more.
func (c *Count) Add(n uint64) { *c += Count(n) }

// Share gives c as a share of total, NaN if the total is 0: no orders have no
// late share, which is not a share of zero.
func (c Count) Share(total Count) float64 { return float64(c) / float64(total) }
