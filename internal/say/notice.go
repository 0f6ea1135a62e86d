package say

import (
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
)

// TimeNoticeTitle heads a notice of the desktop: which request, and what of it.
func TimeNoticeTitle(n desk.Notice) string {
	v := map[string]any{"Number": n.Number}
	switch n.Kind {
	case desk.NoticeLate:
		return lang.X("say.notice.late.title", "{{.Number}} terlambat", v)
	case desk.NoticePause:
		return lang.X("say.notice.pause.title", "{{.Number}} lama tertunda", v)
	}
	return lang.X("say.notice.near.title", "{{.Number}} mendekati batas", v)
}

// TimeNotice is a notice of the desktop in one sentence.
func TimeNotice(n desk.Notice) string {
	v := map[string]any{"Number": n.Number, "Agency": n.Agency, "Step": n.Step,
		"Worked": Minutes(n.Minutes), "Standard": Minutes(n.Standard), "Since": Date(n.Since)}
	switch n.Kind {
	case desk.NoticeLate:
		return lang.X("say.notice.late", "Langkah {{.Step}} permintaan {{.Number}} ({{.Agency}}) melewati waktu baku {{.Standard}}.", v)
	case desk.NoticePause:
		return lang.X("say.notice.pause", "Langkah {{.Step}} permintaan {{.Number}} ({{.Agency}}) tertunda sejak {{.Since}}, lebih dari 5 hari kerja. Tanyakan kelanjutannya.", v)
	}
	return lang.X("say.notice.near", "Langkah {{.Step}} permintaan {{.Number}} ({{.Agency}}) sudah {{.Worked}} dari waktu baku {{.Standard}}.", v)
}

// NoPreview says why a paper's pages are not shown; it can be kept all the same.
func NoPreview() string {
	return lang.X("say.preview.none", "Pratinjau belum dapat ditampilkan karena program pdftoppm tidak ditemukan (paket poppler-utils). Dokumennya tetap dapat disimpan atau dibuka.")
}
