package ui

import (
	"context"
	"errors"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// retestWork proves several cameras anew and tells how each begins and ends.
type retestWork func(ctx context.Context, tell func(desk.Retest)) ([]desk.Retest, error)

// retestAll proves all cameras of a request or an agency while the user looks
// on; closing the dialog ends it. What was proven by then is kept. Of a request
// whose activity 5 is over it is said that nothing of it changes.
func retestAll(e *env, whose string, over bool, work retestWork, done func()) {
	lines := container.New(kit.Tight(-6))
	state := kit.Paragraph(lang.X("cameras.retest.running", "Setiap kamera dibaca kembali dari relay selama sepuluh detik, empat sekaligus. Menutup ini menghentikan uji yang belum selesai."))
	head := container.New(kit.Tight(-8), state)
	if over {
		head.Add(kit.Muted(retestLater()))
	}
	rows := map[ulid.ULID]*fyne.Container{}
	show := func(r desk.Retest) {
		row := rows[r.ID]
		if row == nil {
			row = container.NewStack()
			rows[r.ID] = row
			lines.Add(row)
		}
		row.Objects = []fyne.CanvasObject{retestLine(r)}
		row.Refresh()
	}
	var task *kit.Task
	keepHeight := canvas.NewRectangle(color.Transparent)
	keepHeight.SetMinSize(fyne.NewSize(700, 380))
	e.Dialogs.Ask(kit.Ask{
		Title: lang.X("cameras.retest.title", "Uji ulang semua kamera {{.Name}}", map[string]any{"Name": whose}), Width: 740,
		Body: container.NewStack(keepHeight, container.NewBorder(container.New(kit.Margins(0, 0, 0, 8), head), nil, nil, nil, container.NewVScroll(lines))),
	}).OnClose(func() { task.Cancel() })
	task = kit.RunSteps(e.Tasks, work, show, func(all []desk.Retest, err error) {
		state.SetText(retestSum(all))
		if err != nil && !errors.Is(err, context.Canceled) {
			e.Fail(err)
		}
		done()
	})
}

// retestLater says where a test after activity 5 is kept.
func retestLater() string {
	return lang.X("cameras.retest.later", "Kegiatan 5 sudah selesai: hasilnya dicatat sebagai uji ulang, dan bukti kegiatan 5 tidak berubah.")
}

// retestSum counts how the cameras came out.
func retestSum(all []desk.Retest) string {
	if len(all) == 0 {
		return lang.X("cameras.retest.none", "Tidak ada kamera yang dapat diuji: kaitkan atau hubungkan kamera dahulu.")
	}
	good, half := 0, 0
	for _, r := range all {
		switch r.Proof.Result {
		case sop.Success:
			good++
		case sop.Partial:
			half++
		}
	}
	return lang.X("cameras.retest.sum", "{{.N}} kamera: {{.Good}} berhasil, {{.Half}} sebagian, {{.Bad}} gagal atau tidak diuji.",
		map[string]any{"N": len(all), "Good": good, "Half": half, "Bad": len(all) - good - half})
}

// retestLine is one camera: its result, and what was measured or why not.
func retestLine(r desk.Retest) fyne.CanvasObject {
	chip := kit.ChipState{Word: lang.X("say.trial.running", "Diuji…"), Tone: kit.ToneInfo, Shape: kit.ShapeHalf}
	words := lang.X("cameras.retest.reading", "membaca kembali dari relay…")
	if !r.Running {
		words = proofWords(&r.Proof)
		chip = proofChip(nil)
		if r.Proof.Result != "" {
			chip = proofChip(&r.Proof)
		}
		if r.Err != nil {
			words = joined(" ", words, retestTrouble(r.Err))
		}
	}
	name := kit.Strong(r.Name)
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, nil, container.NewCenter(kit.NewChip(chip)), container.New(kit.Tight(-12), name, kit.Muted(words)))
}

func retestTrouble(err error) string {
	if refusalOf(err) != nil {
		return lang.X("cameras.prove.unnoted", "Hasil ini belum dicatat pada permintaan: {{.Why}}", map[string]any{"Why": say.Error(err).What})
	}
	return say.Error(err).String()
}

// proofWords are the figures of a proof, or why there are none.
func proofWords(p *sop.Proof) string {
	if p.Cause != "" {
		return say.Cause(camera.Cause(p.Cause)).String()
	}
	if p.Received == 0 {
		return proofLine(p)
	}
	first := lang.X("cameras.proof.first", "gambar pertama {{.Ms}} md", map[string]any{"Ms": say.Number(p.FirstPicture.Milliseconds())})
	lost := lang.X("cameras.measured.lost", "hilang {{.N}} dari {{.All}} paket", map[string]any{"N": say.Number(p.Lost), "All": say.Number(p.Received + p.Lost)})
	way := lang.X("cameras.proof.tcp", "terbaca TCP saja")
	if p.UDP == sop.UDPRead {
		way = lang.X("cameras.proof.both", "terbaca TCP dan UDP")
	}
	return joined("  ·  ", p.Codec, say.Kbps(p.Kbps), first, lost, way)
}
