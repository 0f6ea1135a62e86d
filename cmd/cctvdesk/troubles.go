package main

import (
	"errors"
	"io/fs"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
	"github.com/diskominfo-pontianak/cctvdesk/internal/relay"
)

// The troubles that the command line can name better than package say, because
// it knows the file, the folder or the address.

func folderError(dir string, err error) error {
	return said(lang.X("cli.folder", "Folder data {{.Dir}} tidak dapat ditulis. Pilih folder lain dengan --data, atau minta izin menulis kepada pengelola komputer.",
		map[string]any{"Dir": dir}), err)
}

func fileError(path string, err error) error {
	v := map[string]any{"File": path}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return said(lang.X("cli.file.missing", "Berkas atau folder {{.File}} tidak ada. Periksa nama dan letaknya.", v), err)
	case errors.Is(err, fs.ErrPermission):
		return said(lang.X("cli.file.denied", "Berkas {{.File}} tidak boleh dibuka. Periksa izinnya.", v), err)
	}
	return said(lang.X("cli.file.failed", "Berkas {{.File}} tidak dapat dibaca atau ditulis. Periksa letak dan ruang penyimpanannya.", v), err)
}

// openError names the folder or the port that kept the office from opening.
func (p *program) openError(err error) error {
	var fault *relay.Fault
	switch {
	case errors.Is(err, db.ErrOpenElsewhere):
		return said(lang.X("cli.elsewhere", "Data sedang dibuka oleh aplikasi lain. Tutup jendela atau layanan cctvdesk yang lain, lalu ulangi."), err)
	case errors.Is(err, db.ErrNoWrite):
		dir, _ := p.dataDir()
		return folderError(dir, err)
	case errors.As(err, &fault) && fault.Kind == relay.FaultPortBusy:
		return said(lang.X("cli.port", "Alamat relay sudah dipakai program lain. Tutup program itu, atau pilih alamat lain, misalnya: --rtsp 127.0.0.1:8555"), err)
	case errors.As(err, &fault) && (fault.Kind == relay.FaultListenDenied || fault.Kind == relay.FaultBadAddress):
		return said(lang.X("cli.listen", "Alamat relay tidak dapat dipakai. Tulis seperti 127.0.0.1:8554 dengan port di atas 1023."), err)
	}
	return err
}

func statusError(addr string, err error) error {
	return said(lang.X("cli.status", "Halaman status tidak dapat dibuka di {{.Address}}. Pilih alamat lain dengan --status, misalnya 127.0.0.1:8880.",
		map[string]any{"Address": addr}), err)
}
