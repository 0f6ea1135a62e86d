package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// treeNarrowing is what the camera tree leaves out besides the search; "" keeps
// everything.
type treeNarrowing struct{ agency, district, category, state, tag string }

func (n treeNarrowing) keeps(c desk.PulseCamera) bool {
	return (n.agency == "" || c.Agency == n.agency) && (n.district == "" || c.District == n.district) &&
		(n.category == "" || c.Category == n.category) && (n.state == "" || string(c.Status.State) == n.state) &&
		(n.tag == "" || slices.Contains(c.Tags, n.tag))
}

// showChips shows by what the tree is narrowed; a chip takes its part away.
func (t *wallTree) showChips() {
	t.chips.Objects = nil
	part := func(value, word string, clear func(*treeNarrowing)) {
		if value == "" {
			return
		}
		rest := t.narrow
		clear(&rest)
		chip := kit.NewToggle(word, func() { t.setNarrow(rest) })
		chip.Set(true, "×")
		t.chips.Add(chip)
	}
	n := t.narrow
	part(n.agency, n.agency, func(n *treeNarrowing) { n.agency = "" })
	part(n.district, n.district, func(n *treeNarrowing) { n.district = "" })
	part(n.category, say.Category(n.category), func(n *treeNarrowing) { n.category = "" })
	part(n.state, say.State(relay.State(n.state)), func(n *treeNarrowing) { n.state = "" })
	part(n.tag, "#"+n.tag, func(n *treeNarrowing) { n.tag = "" })
	t.chips.Add(kit.NewQuiet(lang.X("shell.wall.tree.narrow", "Saring…"), nil, t.askNarrow))
	t.object.Refresh()
}

func (t *wallTree) setNarrow(n treeNarrowing) {
	t.narrow = n
	t.showChips()
	t.filter()
}

// askNarrow shows what the tree can be narrowed by: only what a camera has.
func (t *wallTree) askNarrow() {
	plain := func(s string) string { return s }
	choice := func(now, none string, of func(desk.PulseCamera) []string, word func(string) string) *kit.Choice {
		c := kit.NewChoice(append([]kit.Option{{Word: none}}, options(t.values(now, of), word)...), nil)
		c.Set(now)
		return c
	}
	one := func(of func(desk.PulseCamera) string) func(desk.PulseCamera) []string {
		return func(c desk.PulseCamera) []string { return []string{of(c)} }
	}
	n := t.narrow
	agency := choice(n.agency, lang.X("requests.narrow.anyagency", "Semua perangkat daerah"), one(func(c desk.PulseCamera) string { return c.Agency }), plain)
	district := choice(n.district, lang.X("requests.narrow.anywhere", "Semua kecamatan"), one(func(c desk.PulseCamera) string { return c.District }), plain)
	category := choice(n.category, lang.X("shell.wall.tree.anycategory", "Semua kategori"), one(func(c desk.PulseCamera) string { return c.Category }), say.Category)
	state := choice(n.state, lang.X("shell.wall.tree.anystate", "Semua keadaan"), one(func(c desk.PulseCamera) string { return string(c.Status.State) }),
		func(s string) string { return say.State(relay.State(s)) })
	tag := choice(n.tag, lang.X("shell.wall.tree.anytag", "Semua label"), func(c desk.PulseCamera) []string { return c.Tags }, plain)
	t.page.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("shell.wall.tree.narrow.title", "Saring kamera"), Width: 640, Focus: agency, Do: lang.X("requests.narrow.do", "Terapkan"),
		Body: kit.Form(
			kit.FormRow(kit.NewField(lang.X("requests.col.agency", "Perangkat Daerah"), agency, ""), kit.NewField(lang.X("requests.site.district", "Kecamatan"), district, "")),
			kit.FormRow(kit.NewField(lang.X("shell.wall.tree.category", "Kategori"), category, ""), kit.NewField(lang.X("shell.wall.tree.state", "Keadaan"), state, "")),
			kit.FormRow(kit.NewField(lang.X("shell.wall.tree.tag", "Label"), tag, ""))),
		OK: func(d *kit.Dialog) {
			d.Close()
			t.setNarrow(treeNarrowing{agency.Value(), district.Value(), category.Value(), state.Value(), tag.Value()})
		},
	})
}

// values are what the cameras have of something, once each and in order, and
// what is chosen now even when no camera has it any more.
func (t *wallTree) values(now string, of func(desk.PulseCamera) []string) []string {
	all := []string{now}
	for _, c := range t.all {
		all = append(all, of(c)...)
	}
	slices.SortFunc(all, strings.Compare)
	return slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
}
