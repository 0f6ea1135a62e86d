package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/desk"
	"github.com/diskominfo-pontianak/cctvdesk/internal/say"
	"github.com/diskominfo-pontianak/cctvdesk/internal/ui/kit"
)

// secureSection is what readers by RTSPS are shown: nothing, a certificate of
// our own authority, or one that the office brings.
func (v *relayView) secureSection() fyne.CanvasObject {
	v.secure = container.NewStack()
	return v.secure
}

func (v *relayView) loadSecure() {
	kit.Run(v.env.Tasks, func(context.Context) (desk.SecureView, error) { return v.env.Office.Secure() }, func(s desk.SecureView, err error) {
		if err != nil {
			v.env.Fail(err)
			return
		}
		fillStack(v.secure, v.buildSecure(s))
	})
}

// secureOff is the choice that has no constant in the settings.
const secureOff = "mati"

func (v *relayView) buildSecure(s desk.SecureView) fyne.CanvasObject {
	mode := s.Mode
	if mode == "" {
		mode = secureOff
	}
	radio := kit.NewRadio([]kit.Option{
		{Value: secureOff, Word: lang.X("office.secure.off", "Tidak dipakai")},
		{Value: db.CertificateOwn, Word: lang.X("office.secure.own", "Sertifikat buatan cctvdesk (CA sendiri)")},
		{Value: db.CertificateImported, Word: lang.X("office.secure.imported", "Sertifikat milik kantor")},
	}, mode, func(value string) {
		if value == db.CertificateImported && !s.Imported {
			v.loadSecure() // the choice holds only with a certificate
			v.importCertificate()
			return
		}
		v.setSecure(value)
	})
	body := kit.Form(radio)
	if s.Mode != "" {
		body.Add(container.NewGridWithColumns(2,
			kit.Facts(kit.Fact{Name: lang.X("office.secure.address", "Alamat RTSPS saat ini"), Value: secureAddress(s)}),
			kit.Facts(kit.Fact{Name: lang.X("office.secure.until", "Sertifikat berlaku sampai"), Value: secureUntil(s)})))
		if s.Fingerprint != "" {
			body.Add(kit.Facts(kit.Fact{Name: lang.X("office.secure.fingerprint", "Sidik jari SHA-256"), Value: s.Fingerprint}))
		}
	}
	if s.Busy {
		body.Add(kit.Note(kit.ToneWarn, lang.X("office.secure.busy", "RTSPS tidak berjalan karena portnya sedang dipakai program lain. Relay biasa tetap berjalan."), nil))
	}
	body.Add(kit.Muted(lang.X("office.secure.explain", "Dengan RTSPS tayangan dan kata sandi pembaca terenkripsi di jaringan. Berlaku saat aplikasi dibuka lagi. Pasang sertifikat CA pada komputer pembaca agar sertifikat buatan cctvdesk dipercaya.")))
	acts := []fyne.CanvasObject{kit.NewButton(lang.X("office.secure.import", "Impor Sertifikat"), v.importCertificate)}
	if s.Authority {
		acts = append(acts, kit.NewButton(lang.X("office.secure.ca", "Simpan Sertifikat CA"), v.saveAuthority))
	}
	return kit.Section(lang.X("office.secure", "RTSPS (terenkripsi)"), body, acts...)
}

func secureAddress(s desk.SecureView) string {
	if s.Address == "" {
		return lang.X("office.secure.later", "Berjalan setelah aplikasi dibuka lagi")
	}
	return lang.X("office.secure.rtsps", "rtsps://{{.Address}}", map[string]any{"Address": s.Address})
}

func secureUntil(s desk.SecureView) string {
	if s.NotAfter.IsZero() {
		return ""
	}
	return lang.X("office.secure.until.value", "{{.Day}} ({{.Holder}})", map[string]any{"Day": say.ShortDate(s.NotAfter), "Holder": s.Holder})
}

func (v *relayView) setSecure(value string) {
	mode := value
	if mode == secureOff {
		mode = ""
	}
	v.env.Act(func() error { return v.env.Office.SetSecure(mode) }, func() {
		v.env.Toasts.Show(lang.X("office.relay.later", "Berlaku saat aplikasi dibuka lagi."))
		v.loadSecure()
	})
}

// saveAuthority offers a place for the certificate of our own authority.
func (v *relayView) saveAuthority() {
	showPath(v.env, lang.X("office.secure.ca", "Simpan Sertifikat CA"), filepath.Join(reportFolder(v.set.ReportFolder), "cctvdesk-ca.pem"), v.env.Office.SaveAuthority)
}

// pemMost is more than any chain of certificates.
const pemMost = 1 << 20

// importCertificate asks for the two files of a certificate.
func (v *relayView) importCertificate() {
	chain, key := kit.NewEntry(lang.X("office.secure.file.eg", "/home/kasi/Dokumen/relay.pem")), kit.NewEntry(lang.X("office.secure.key.eg", "/home/kasi/Dokumen/relay.key"))
	fields := map[string]*kit.Field{
		"certificate": kit.NewField(lang.X("office.secure.file", "Berkas sertifikat (PEM)"), chain, lang.X("office.secure.file.hint", "Sertifikat relay, lalu sertifikat perantara bila ada.")),
		"key":         kit.NewField(lang.X("office.secure.key", "Berkas kunci (PEM)"), key, lang.X("office.secure.key.hint", "Tanpa kata sandi. Kunci disimpan tersegel; berkas asalnya boleh dihapus.")),
	}
	for name, entry := range map[string]*kit.Entry{"certificate": chain, "key": key} {
		entry.OnChanged = func(string) { fields[name].SetRefusal("") }
	}
	v.env.Dialogs.Ask(kit.Ask{Title: lang.X("office.secure.import", "Impor Sertifikat"), Width: 560, Focus: chain,
		Body: kit.Form(fields["certificate"].Object(), fields["key"].Object()), Do: lang.X("office.secure.import.do", "Impor"),
		OK: func(dialog *kit.Dialog) {
			chainPath, keyPath := chain.Text, key.Text
			kit.Run(v.env.Tasks, func(context.Context) (struct{}, error) { return struct{}{}, v.readCertificate(chainPath, keyPath) }, func(_ struct{}, err error) {
				var unreadable *fileRefusal
				switch {
				case errors.As(err, &unreadable):
					fields[unreadable.field].SetRefusal(lang.X("office.secure.unreadable", "Berkas ini tidak dapat dibaca. Tulis tempat lengkapnya."))
				case err != nil && !showFieldError(err, fields):
					v.env.Fail(err)
				case err == nil:
					dialog.Close()
					v.env.Toasts.Show(lang.X("office.relay.later", "Berlaku saat aplikasi dibuka lagi."))
					v.loadSecure()
				}
			})
		}})
}

// fileRefusal is a file that cannot be read, with the field that names it.
type fileRefusal struct{ field string }

// Error names the field.
func (f *fileRefusal) Error() string { return "ui: cannot read the file of " + f.field }

func (v *relayView) readCertificate(chainPath, keyPath string) error {
	var parts [2][]byte
	for i, f := range []struct{ field, path string }{{"certificate", chainPath}, {"key", keyPath}} {
		path := strings.TrimSpace(f.path)
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || info.Size() > pemMost {
			return &fileRefusal{f.field}
		}
		if parts[i], err = os.ReadFile(path); err != nil {
			return &fileRefusal{f.field}
		}
	}
	return v.env.Office.ImportCertificate(parts[0], parts[1])
}
