package sim

import "testing"

func TestTimeString(t *testing.T) {
	cases := []struct {
		t    Time
		want string
	}{
		{0, "0d 00:00:00.000"},
		{3*Day + 4*Hour + 5*Minute + 6*Second + 7, "3d 04:05:06.007"},
		{-Minute, "-0d 00:01:00.000"},
		{-1 << 63, "-106751991167d 07:12:55.808"},
	}
	for _, c := range cases {
		if got := c.t.String(); got != c.want {
			t.Errorf("Time(%d) is written %q, want %q", int64(c.t), got, c.want)
		}
	}
}
