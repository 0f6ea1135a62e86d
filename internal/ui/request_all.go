package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// stepRow is one line of "Catat Sekaligus".
type stepRow struct {
	began, ended *kit.DateClock
	number       *kit.Entry
	outside      *kit.Check
}

// askEnterAll enters a request that already ran on paper: the six activities
// in one table, under the same rules as single acts.
func (s *requestSheet) askEnterAll() {
	body := kit.Form(kit.Muted(lang.X("requests.all.help",
		"Untuk permintaan yang sudah berjalan di atas kertas. Kosongkan langkah yang belum dimulai; kosongkan selesai pada langkah yang masih berjalan. Kelengkapan dianggap ada di berkas kertas.")))
	rows := make([]*stepRow, sop.Activities)
	at, asked := fields{}, false
	for i := range rows {
		r := &stepRow{
			began:   kit.NewDateClock(lang.X("requests.correct.began", "Mulai"), "", sop.WIB(), nil),
			ended:   kit.NewDateClock(lang.X("requests.correct.ended", "Selesai"), "", sop.WIB(), nil),
			number:  kit.NewEntry(""),
			outside: kit.NewCheck(lang.X("requests.all.outside", "luar jam kerja"), nil),
		}
		rows[i] = r
		n := strconv.Itoa(i + 1)
		at["mulai"+n], at["selesai"+n], at["waktu"+n] = r.began.Field, r.ended.Field, r.ended.Field
		at["luar-jam"+n], at["penyebab"+n], at["kelengkapan"+n], at["bukti"+n] = r.ended.Field, r.ended.Field, r.ended.Field, r.ended.Field
		number := kit.NewField(lang.X("requests.all.number", "Nomor surat / lembar"), r.number, "")
		head := container.NewHBox(kit.Strong(lang.X("requests.return.to", "{{.N}}. {{.Short}}",
			map[string]any{"N": i + 1, "Short": s.view.Steps[i].Activity.Short})), r.outside)
		body.Add(container.New(kit.Tight(-6), head, kit.FormRow(r.began.Field, r.ended.Field, number)))
	}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.all.title", "Catat sekaligus {{.Number}}", map[string]any{"Number": s.view.Request.Number}),
		Body:  body, Do: say.ActKind(sop.ActEnterAll), Width: 820,
		OK: func(d *kit.Dialog) {
			times, ok := readRows(rows)
			if !ok {
				return
			}
			at.clear()
			a := sop.Act{Kind: sop.ActEnterAll, Steps: times}
			if asked {
				a.OutOfHours = new(bool) // the lines that are not ticked were left so on purpose
			}
			s.act(a, func(r *sop.Refusal) bool {
				asked = asked || r.Rule == sop.RuleOutsideHours
				placed := *r
				placed.Field += strconv.Itoa(r.Step)
				field, known := at[placed.Field]
				if known {
					field.SetRefusal(say.Error(r).String())
				}
				return known
			}, d.Close)
		},
	})
}

func readRows(rows []*stepRow) ([]sop.StepTimes, bool) {
	out := make([]sop.StepTimes, len(rows))
	good := true
	for i, r := range rows {
		from, ok := r.began.Value()
		to, fine := r.ended.Value()
		good = good && ok && fine
		out[i] = sop.StepTimes{Began: from, Ended: to, OnPaper: true, OutOfHours: r.outside.Checked,
			Evidence: sop.Evidence{Number: r.number.Text, Date: to}}
		if r.number.Text == "" {
			out[i].Evidence = sop.Evidence{}
		}
	}
	return out, good
}

// prove tests one camera of the request again through the relay, hop by hop.
func (s *requestSheet) prove(ref sop.CameraRef) {
	hops := newHopList()
	result := container.NewStack(hops.Object())
	open := true
	var task *kit.Task
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.prove.title", "Uji tayang {{.Name}}", map[string]any{"Name": ref.Name}),
		Body:  container.New(kit.AtLeast(520, 420), container.NewVBox(result)), Width: 540,
	}).OnClose(func() { open = false; task.Cancel() }) // nobody looks on any more
	task = prove(s.env, ref.CameraID, hops, func(o fyne.CanvasObject) {
		if open {
			result.Objects = []fyne.CanvasObject{o}
			result.Refresh()
		}
		s.reload()
	})
}
