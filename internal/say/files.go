package say

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// ofFiles are the errors of attachments and of taking back.
func ofFiles(err error) (Sentence, bool) {
	switch {
	case errors.Is(err, desk.ErrNothingToUndo):
		return Sentence{What: lang.X("say.undo.nothing", "Tidak ada tindakan yang dapat diurungkan.")}, true
	case errors.Is(err, db.ErrChangedSince):
		return Sentence{
			What: lang.X("say.undo.changed", "Tindakan ini tidak dapat diurungkan karena datanya sudah berubah lagi sesudahnya."),
			Do:   lang.X("say.undo.changed.do", "Lihat nilai lamanya di Jejak Audit, lalu betulkan datanya."),
		}, true
	}
	v := values{"Name": lang.X("say.file.this", "Berkas ini"), "Types": attachable(), "Max": sop.MaxAttachment >> 20}
	if file, ok := errors.AsType[*desk.FileError](err); ok {
		v["Name"] = file.Name
	}
	switch {
	case errors.Is(err, desk.ErrFileGone):
		return Sentence{
			What: lang.X("say.file.gone", "{{.Name}} hilang atau berubah ketika disalin. Tidak ada yang dilampirkan.", v),
			Do:   lang.X("say.file.gone.do", "Periksa apakah flashdisk atau folder bersamanya masih tersambung, lalu ulangi."),
		}, true
	case errors.Is(err, desk.ErrFileLarge):
		return Sentence{
			What: lang.X("say.file.large", "{{.Name}} lebih besar daripada {{.Max}} MB.", v),
			Do:   lang.X("say.file.large.do", "Pindai dengan resolusi lebih rendah atau bagi menjadi beberapa berkas."),
		}, true
	case errors.Is(err, desk.ErrFileEmpty):
		return Sentence{
			What: lang.X("say.file.empty", "Berkas {{.Name}} kosong. Tidak ada yang dilampirkan.", v),
			Do:   lang.X("say.file.empty.do", "Buka berkas itu untuk memastikan isinya, atau pilih berkas lain."),
		}, true
	case errors.Is(err, desk.ErrFileKind):
		return Sentence{
			What: lang.X("say.file.kind", "{{.Name}} bukan jenis berkas yang dapat dilampirkan.", v),
			Do:   lang.X("say.file.kind.do", "Yang dapat dilampirkan: {{.Types}}.", v),
		}, true
	}
	return Sentence{}, false
}

// refusalOfFile are the rules about attachments.
func refusalOfFile(r *sop.Refusal) (Sentence, bool) {
	v := values{"Name": r.Text, "Types": attachable()}
	switch r.Rule {
	case sop.RuleFile:
		return Sentence{
			What: lang.X("say.file.kind", "{{.Name}} bukan jenis berkas yang dapat dilampirkan.", v),
			Do:   lang.X("say.file.kind.do", "Yang dapat dilampirkan: {{.Types}}.", v),
		}, true
	case sop.RuleFileTwice:
		return Sentence{What: lang.X("say.file.twice", "Isi berkas ini sudah terlampir sebagai {{.Name}}.", v)}, true
	}
	return Sentence{}, false
}

func attachable() string {
	return strings.ReplaceAll(strings.Join(sop.AttachmentTypes(), ", "), ".", "")
}
