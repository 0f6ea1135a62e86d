package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// cameras is the card of the cameras that are tied to the request.
func (s *requestSheet) cameras() fyne.CanvasObject {
	box := container.New(kit.Tight(-8))
	known := map[ulid.ULID]bool{}
	for _, cam := range s.env.Pulse().Cameras {
		known[cam.ID] = true
	}
	for _, ref := range s.view.Request.Cameras {
		box.Add(s.cameraLine(ref, known[ref.CameraID]))
	}
	if len(s.view.Request.Cameras) == 0 {
		box.Add(kit.Muted(lang.X("requests.cameras.none", "Belum ada kamera yang dikaitkan.")))
	}
	var actions []fyne.CanvasObject
	if s.over() {
		word := lang.X("requests.prove", "Uji ulang")
		if len(s.view.Request.Cameras) > 1 {
			word = lang.X("cameras.retest", "Uji ulang semua")
		}
		actions = append(actions, kit.NewButton(word, s.retest))
	}
	if slices.Contains(s.view.Allowed, sop.ActAttach) {
		actions = append(actions, kit.NewButton(lang.X("requests.cameras.tie", "Kaitkan…"), s.askCameras).WithIcon(kit.Icon(kit.IconCamera)))
	}
	return kit.Section(lang.X("requests.cameras", "Kamera"), box, actions...)
}

// over says whether activity 5 has ended with cameras: what is tested from then
// on is kept beside the request and changes nothing of it.
func (s *requestSheet) over() bool {
	r := s.view.Request
	return r.StepState(sop.ProofStep) == sop.StepDone && len(r.Cameras) > 0
}

// cameraLine names a camera, how it was proven in activity 5, and its newest
// test since; one that the relay knows can be opened.
func (s *requestSheet) cameraLine(ref sop.CameraRef, known bool) fyne.CanvasObject {
	name := widget.NewLabel(ref.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	right := container.NewHBox(container.NewCenter(kit.NewChip(proofChip(ref.Proof))))
	if known {
		right.Add(kit.NewQuiet(lang.X("requests.menu.open", "Buka"), nil, func() { s.env.Open("kamera/" + ref.CameraID.String()) }))
	}
	line := container.NewBorder(nil, nil, nil, right, name)
	later := s.view.Later.Newest(ref.CameraID)
	if later == nil {
		return line
	}
	when := kit.Caption(lang.X("requests.retested", "Uji ulang {{.At}}", map[string]any{"At": say.DateClock(later.At)}))
	return container.New(kit.Tight(-10), line, container.NewBorder(nil, nil, nil, container.NewCenter(kit.NewChip(proofChip(later))), when))
}

// askCameras shows the cameras of the relay to choose from: those of the
// request's agency first.
func (s *requestSheet) askCameras() {
	kit.Run(s.env.Tasks, func(context.Context) ([]desk.CameraRow, error) { return s.env.Cameras.List(desk.CameraFilter{}) }, func(rows []desk.CameraRow, err error) {
		if err != nil {
			s.env.Fail(err)
			return
		}
		agency := s.view.Request.AgencyID
		slices.SortStableFunc(rows, func(a, b desk.CameraRow) int {
			switch {
			case a.AgencyID == b.AgencyID:
				return 0
			case a.AgencyID == agency:
				return -1
			case b.AgencyID == agency:
				return 1
			}
			return 0
		})
		s.chooseCameras(rows)
	})
}

func (s *requestSheet) chooseCameras(rows []desk.CameraRow) {
	tied := map[ulid.ULID]sop.CameraRef{}
	for _, ref := range s.view.Request.Cameras {
		tied[ref.CameraID] = ref
	}
	chosen := map[ulid.ULID]bool{}
	for id := range tied {
		chosen[id] = true
	}
	box := container.New(kit.Tight(-6))
	var first fyne.Focusable
	for i, row := range rows {
		check := kit.NewCheck(joined(" · ", row.Name, row.Agency, row.Request), func(on bool) { chosen[row.ID] = on })
		check.Checked = chosen[row.ID]
		box.Add(check)
		if i == 0 {
			first = check
		}
	}
	if len(rows) == 0 {
		box.Add(kit.Muted(lang.X("requests.cameras.empty", "Relay belum mempunyai kamera. Hubungkan kamera dahulu di halaman Kamera.")))
	}
	s.env.Dialogs.Ask(kit.Ask{
		Title: lang.X("requests.cameras.title", "Kaitkan kamera dengan {{.Number}}", map[string]any{"Number": s.view.Request.Number}),
		Width: 560, Do: lang.X("requests.cameras.do", "Simpan"), Focus: first,
		Body: container.New(kit.AtLeast(540, 320), container.NewVScroll(box)),
		OK:   func(d *kit.Dialog) { s.tie(d, rows, chosen) },
	})
}

// tie keeps the choice; a camera that another request already brought is asked
// about first.
func (s *requestSheet) tie(d *kit.Dialog, rows []desk.CameraRow, chosen map[ulid.ULID]bool) {
	id, refs := s.id, chosenCameras(s.view.Request.Cameras, rows, chosen)
	keep := func() {
		kit.Run(s.env.Tasks, func(context.Context) (desk.RequestView, error) { return s.env.Requests.Tie(id, refs) }, func(v desk.RequestView, err error) {
			if err != nil {
				s.env.Fail(err)
				return
			}
			d.Close()
			s.env.Saved()
			s.adopt(v)
		})
	}
	for _, row := range rows {
		if chosen[row.ID] && row.Request != "" && row.RequestID != id && !slices.ContainsFunc(s.view.Request.Cameras, func(ref sop.CameraRef) bool { return ref.CameraID == row.ID }) {
			s.env.Dialogs.Confirm(kit.Confirm{
				Title: row.Name, Do: lang.X("requests.cameras.twice.do", "Lanjutkan"),
				Text: lang.X("requests.cameras.twice", "Kamera ini sudah direlay melalui {{.Number}}. Lanjutkan?", map[string]any{"Number": row.Request}),
				OK:   keep,
			})
			return
		}
	}
	keep()
}

// chosenCameras is the new list: what was tied and is not of the relay any
// more stays, in its place; the newly chosen follow.
func chosenCameras(was []sop.CameraRef, rows []desk.CameraRow, chosen map[ulid.ULID]bool) []sop.CameraRef {
	var out []sop.CameraRef
	listed := map[ulid.ULID]bool{}
	for _, row := range rows {
		listed[row.ID] = true
	}
	has := map[ulid.ULID]bool{}
	for _, ref := range was {
		if chosen[ref.CameraID] || !listed[ref.CameraID] {
			out = append(out, ref)
			has[ref.CameraID] = true
		}
	}
	for _, row := range rows {
		if chosen[row.ID] && !has[row.ID] {
			out = append(out, sop.CameraRef{CameraID: row.ID, Name: row.Name, Site: row.Site})
		}
	}
	return out
}
