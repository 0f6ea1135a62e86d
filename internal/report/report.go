// Package report writes the papers of the procedure: letters, sheets and
// lists. Each document is one function that takes plain data and a writer. It
// never knows the store or the engine and never asks for the time; the same
// data gives the same bytes.
//
// Letters are not interface: they are Indonesian whatever language the window
// speaks. No paper carries a login, and a network address only where the data
// says so. A paper is unsigned: the program draws no signature, no seal and no
// code that looks like one.
package report

import (
	"time"
)

// Letterhead is the kop of the office, all of it settings.
type Letterhead struct {
	Government string // PEMERINTAH KOTA PONTIANAK
	Office     string // DINAS KOMUNIKASI DAN INFORMATIKA
	Address    string
	Contact    string // telephone, web and mail in one line
	City       string // where letters are dated
	Logo       []byte // PNG or JPEG; none is fine
	Paper      string // the sheet: "" is A4, F4 the long one of Indonesian offices
}

// Signer is who will sign the paper by hand or with a certificate.
type Signer struct {
	Title string
	Name  string
	Rank  string
	NIP   string // 18 digits; printed 8-6-1-3
}

// CameraResult is the outcome of one camera's test as it is printed.
type CameraResult struct {
	Name, Site, Path string
	Result           string // berhasil, sebagian, gagal
	Codec, Size      string
	FPS, Kbps        float64
	At               time.Time
	FirstPicture     time.Duration
	Measured         time.Duration // zero: without the figures below
	Lost, Received   uint64        // packets
	UDP              string        // "" = not tried; sop.UDPRead, or why not
	Cause            string        // constant of the probe, or words
	Picture          []byte        // JPEG or PNG
}

// NotaDinas is D4, the report of activity 6 to the head of the office.
type NotaDinas struct {
	Head            Letterhead
	Number          string
	Draft           bool // the number is a proposal: marked (konsep)
	Date            time.Time
	To, From        string
	CC              []string
	Nature          string // Sifat
	Attachment      string // Lampiran; empty = counted from the pictures
	Subject         string // Hal
	Request         string // registration number
	Agency          string // whose cameras
	Disposition     string // whose disposition; empty = Kepala Bidang TKPBET
	DispositionDate time.Time
	Cameras         []CameraResult
	Minutes         int // working minutes of activity 5
	Standard        int
	LateCause       string
	Obstacles       []string
	Suggestions     []string
	Signer          Signer
	Printed         time.Time
	SOP             string // name of the SOP version
}
