package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/pflag"

	"peakready/models"
	"peakready/models/result"
	"peakready/sim"
)

// place is where an order stands among those sorted.
type place struct {
	name  string
	share float64
	words string
}

var allPlaces = places{{"median", 0.5, "median"}, {"p95", 0.95, "one at 95%"}, {"worst", 1, "worst"}}

// places are those that --story asks for.
type places []place

var _ pflag.Value = (*places)(nil)

func (p *places) Set(s string) error {
	for _, x := range allPlaces {
		if x.name == s {
			*p = append(*p, x)
			return nil
		}
	}
	return errors.New("it takes median, p95 or worst")
}

func (p *places) String() string { return "" }

func (p *places) Type() string { return "PLACE" }

// storyMeasure is what --by sorts orders by.
type storyMeasure string

var _ pflag.Value = (*storyMeasure)(nil)

func (m *storyMeasure) Set(s string) error {
	all := models.StoryMeasure("").Values()
	if !slices.Contains(all, s) {
		return fmt.Errorf("it takes %s", either(all))
	}
	*m = storyMeasure(s)
	return nil
}

func (m *storyMeasure) String() string { return string(*m) }

func (m *storyMeasure) Type() string { return "MEASURE" }

// storyWords say what orders are sorted by, and what there are of them.
var storyWords = map[models.StoryMeasure][2]string{
	models.ByLead:          {"time from order to door", "orders delivered"},
	models.ByLate:          {"time past the promised date", "orders delivered late"},
	models.ByComplaintWait: {"time from a complaint to the firm to its end", "complaints to the firm that came to an end"},
}

// stories finds the orders in the places asked for by one run and tells each by
// another. Where none was asked for all are told, and the complaints listed.
func stories(o traceOptions, p *prepared, season func(models.TrialOptions) (result.Trial, error), chosen bool, out io.Writer) error {
	choice := &models.StoryChoice{By: models.StoryMeasure(o.by)}
	if choice.By == "" {
		choice.By = models.ByLead
	}
	wanted := o.stories
	if len(wanted) == 0 {
		wanted = allPlaces
	}
	for _, x := range wanted {
		choice.At = append(choice.At, x.share)
	}
	trial, err := season(models.TrialOptions{Choice: choice})
	if err != nil {
		return err
	}
	by, of := storyWords[choice.By][0], storyWords[choice.By][1]
	if choice.Of == 0 && chosen {
		return usage("in this season there are no %s; see another one with --replication, or sort by another measure with --by", of)
	}
	for i, found := range choice.Found {
		var steps []models.Story
		if _, err := season(models.TrialOptions{Follow: found.Order, Tell: func(s models.Story) { steps = append(steps, s) }}); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "The %s by %s: %s, number %s of %s %s in the window of season number %d\n", wanted[i].words, by,
			lengthWords(float64(found.Value)/float64(sim.Hour)), whole(float64(found.Rank)), whole(float64(choice.Of)), of, trial.Replication); err != nil {
			return err
		}
		if err := printStory(out, found.Order, steps); err != nil {
			return err
		}
		if _, err := io.WriteString(out, "\n"); err != nil {
			return err
		}
	}
	if chosen {
		return nil
	}
	return listExamples(out, p, trial)
}
