package result

import "strconv"

// AtScale says of a verdict that it is one at another scale than the scenario's
// own: "at a scale of 10%, approximate"; empty at full size, which is 1, or 0
// where none is given.
func AtScale(scale float64) string {
	if scale == 0 || scale == 1 {
		return ""
	}
	return "at a scale of " + strconv.FormatFloat(100*scale, 'g', 12, 64) + "%, approximate"
}

// approximate says why the figures are only approximate: what the head of the run
// says, and its scale.
func (r *Run) approximate() string {
	why := ""
	if at := AtScale(r.Scale); at != "" {
		why = at + ": small desks do worse than at full size, and so do the targets that they serve"
	}
	if r.Approximate != "" && why != "" {
		return r.Approximate + "; " + why
	}
	return r.Approximate + why
}
