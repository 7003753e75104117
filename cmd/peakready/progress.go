package main

import (
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress is a bar of simulated days with the time left. It is silent where
// nobody looks: in a pipe, a file, a log.
type progress struct {
	bars *mpb.Progress
	bar  *mpb.Bar
	days int64
}

// startProgress shows a bar over so many simulated days of all replications.
func startProgress(w io.Writer, days int64, quiet bool) *progress {
	if quiet || !terminal(w) {
		return &progress{}
	}
	p := &progress{bars: mpb.New(mpb.WithOutput(w), mpb.WithWidth(48)), days: days}
	p.bar = p.bars.AddBar(days,
		mpb.PrependDecorators(decor.Name("simulating "), decor.Percentage(decor.WC{W: 5})),
		mpb.AppendDecorators(decor.OnComplete(decor.AverageETA(decor.ET_STYLE_GO, decor.WC{W: 6}), "done"), decor.OnComplete(decor.Name(" left"), "")),
		mpb.BarRemoveOnComplete(),
	)
	return p
}

// add counts simulated days; workers may call it at once.
func (p *progress) add(days int64) {
	if p.bar != nil {
		p.bar.IncrInt64(days)
	}
}

// grow adds days that are found to be needed only now.
func (p *progress) grow(days int64) {
	if p.bar != nil {
		p.days += days
		p.bar.SetTotal(p.days, false)
	}
}

// shows says whether somebody sees the bar.
func (p *progress) shows() bool { return p.bar != nil }

// end takes the bar away, whether it is full or not.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Abort(true)
		p.bars.Wait()
		p.bar = nil // a second end does nothing
	}
}

// terminal says whether a person watches w.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Mode()&os.ModeDevice != 0 && f.Name() != os.DevNull
}
