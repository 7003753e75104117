package plots

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The fonts are a subset of Noto Sans CJK SC (GB 2312 level 1 and Latin) under
// the SIL Open Font License; origin and licence stand in fonts/OFL.txt.

//go:embed fonts/NotoSansSC-subset-Regular.otf
var regularOTF []byte

//go:embed fonts/NotoSansSC-subset-Bold.otf
var boldOTF []byte

// typeface is the name under which the embedded fonts go.
const typeface = "Noto Sans SC"

// missing stands for a character that the embedded subset lacks: the geta
// mark, which Chinese and Japanese printers set for a sort not in the case.
const missing = '〓'

type faces struct{ regular, bold *opentype.Font }

// loadFaces parses the two fonts once, and only when something is drawn.
var loadFaces = sync.OnceValue(func() faces {
	return faces{regular: mustParse("regular", regularOTF), bold: mustParse("bold", boldOTF)}
})

func mustParse(name string, otf []byte) *opentype.Font {
	f, err := opentype.Parse(otf)
	if err != nil {
		panic(fmt.Sprintf("plots: embedded %s font: %v", name, err))
	}
	return f
}

// face gives the embedded font at a size in points.
func face(size float64, bold bool) font.Face {
	f := font.Face{
		Font: font.Font{Typeface: typeface, Variant: "Sans", Size: vg.Points(size)},
		Face: loadFaces().regular,
	}
	if bold {
		f.Font.Weight = xfont.WeightBold
		f.Face = loadFaces().bold
	}
	return f
}

// drawable replaces what the embedded fonts cannot draw: control characters by
// a space, other characters outside the subset by the geta mark. Names in
// figures may thus differ from the scenario's; the report's tables keep them.
func drawable(s string) string {
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		for _, f := range []*opentype.Font{loadFaces().regular, loadFaces().bold} {
			if g, err := f.GlyphIndex(&buf, r); err != nil || g == 0 {
				return missing
			}
		}
		return r
	}, s)
}
