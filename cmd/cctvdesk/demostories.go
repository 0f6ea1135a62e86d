package main

import (
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/diskominfo-pontianak/cctvdesk/internal/simcam"
	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// stories are the requests of the demo, told backwards from now so that they
// are believable on whatever day it is opened. The last one is proven with
// real pictures and therefore takes a few seconds.
func (m *demo) stories(agencies map[string]ulid.ULID) []story {
	t := m.clock()
	w := workday{m.calendar(), t}
	city := simcam.City()
	facts := func(agency, subject string, origin sop.Origin, sites ...int) sop.Facts {
		f := sop.Facts{Origin: origin, AgencyID: agencies[agency], Subject: subject, Nature: "biasa", Urgency: "segera",
			Contact: sop.Contact{Name: "Narahubung " + agency, Position: "Pengelola CCTV", Phone: "0561-000000"}}
		for _, i := range sites {
			c := city[i]
			f.Sites = append(f.Sites, sop.Site{Name: c.Site, District: c.District, Village: c.Village, Category: c.Category,
				Purpose: "keamanan", Notice: "ya"})
		}
		return f
	}
	proposed := facts("Diskumdag", "Relay kamera Pasar Flamboyan", sop.ProposedByAgency, 2)
	proposed.Reference = sop.LetterRef{Number: "B/500.2/118/DISKUMDAG/" + w.at(6, 8, 0).Format("2006"), Date: w.at(6, 8, 0)}
	order := facts("Satpol PP", "Relay kamera kawasan tertib Jalan Ahmad Yani", sop.AskedByOffice)
	order.Sites = []sop.Site{{Name: "Jalan Ahmad Yani", District: "Pontianak Tenggara", Village: "Bansir Darat", Category: "ruas-jalan", Purpose: "keamanan", Notice: "ya"}}
	clinic := facts("Dinkes", "Relay kamera puskesmas di Pontianak Timur", sop.ProposedByAgency)
	clinic.Sites = []sop.Site{{Name: "Puskesmas Kampung Dalam", District: "Pontianak Timur", Village: "Dalam Bugis", Category: "kesehatan", Purpose: "keamanan", Notice: "belum-dicek"}}
	return []story{
		{facts: facts("BPBD", "Relay kamera pemantau muka air Sungai Kapuas", sop.AskedByOffice, 3),
			registered: w.at(9, 8, 5), tell: tellCancelled(w)},
		{facts: facts("Diskominfo", "Relay kamera lobi dan gerbang parkir Kantor Wali Kota", sop.AskedByOffice, 4), cameras: []int{4, 7},
			registered: w.at(7, 7, 35), tell: tellLate(w)},
		{facts: proposed, registered: w.at(5, 8, 20), cameras: []int{2}, tell: tellReturned(w)},
		{facts: facts("PUPR", "Relay kamera Rumah Pompa Parit Tokaya dan Taman Alun Kapuas", sop.AskedByOffice, 3, 5),
			registered: w.at(4, 7, 30), cameras: []int{3, 5}, tell: tellPaused(w)},
		{facts: order, registered: w.at(2, 7, 30), tell: tellWaiting(w)},
		{facts: clinic, registered: w.at(1, 14, 10), tell: func(*teller) {}},
		{facts: facts("Dishub", "Relay kamera Simpang Garuda, Jembatan Kapuas I dan Terminal Batu Layang", sop.AskedByOffice, 0, 1, 6),
			registered: w.at(3, 7, 30), cameras: []int{0, 1, 6}, tell: tellFinished(w, t)},
	}
}

// tellCancelled: the agency refuses.
func tellCancelled(w workday) func(*teller) {
	return func(t *teller) {
		t.act(sop.Act{Kind: sop.ActStart, At: w.at(9, 8, 10)})
		t.step(1, w.at(9, 8, 12), w.at(9, 8, 25), letter("B/500.12/198/DISKOMINFO/"+w.at(9, 8, 0).Format("2006"), w.at(9, 8, 25)), "")
		t.act(sop.Act{Kind: sop.ActCancel, At: w.at(8, 10, 0), Reason: "opd-menolak", Note: "Kamera sedang diganti"})
	}
}

// tellLate: activity 5 was begun on an earlier day and is not done.
func tellLate(w workday) func(*teller) {
	return func(t *teller) {
		t.upToFour(w, 7, "B/500.12/203/DISKOMINFO/"+w.at(7, 8, 0).Format("2006"))
		t.begin(5, w.at(1, 8, 30))
	}
}

// tellReturned: the login that came does not open; back to the agency.
func tellReturned(w workday) func(*teller) {
	return func(t *teller) {
		t.upToFour(w, 5, "B/500.12/207/DISKOMINFO/"+w.at(5, 8, 0).Format("2006"))
		t.begin(5, w.at(4, 9, 0))
		t.act(sop.Act{Kind: sop.ActReturn, Step: 5, To: 2, At: w.at(4, 9, 35), Reason: "akses-tidak-terbuka",
			Note: "Kata sandi yang diterima ditolak oleh kamera"})
	}
}

// tellPaused: activity 5 waits for the agency to switch its cameras on.
func tellPaused(w workday) func(*teller) {
	return func(t *teller) {
		t.upToFour(w, 4, "B/500.12/209/DISKOMINFO/"+w.at(4, 8, 0).Format("2006"))
		t.begin(5, w.at(2, 8, 0))
		t.act(sop.Act{Kind: sop.ActPause, Step: 5, At: w.at(2, 8, 25), Reason: "listrik-padam", Note: "Menunggu perbaikan panel listrik rumah pompa"})
	}
}

// tellWaiting: the letter has gone out, the agency's access has come, and
// activity 3 waits for the head of the office.
func tellWaiting(w workday) func(*teller) {
	return func(t *teller) {
		t.act(sop.Act{Kind: sop.ActStart, At: w.at(2, 7, 40)})
		t.step(1, w.at(2, 7, 45), w.at(2, 7, 58), letter("B/500.12/211/DISKOMINFO/"+w.at(2, 8, 0).Format("2006"), w.at(2, 7, 58)), "")
		t.step(2, w.at(1, 13, 5), w.at(1, 13, 27), access("Akses RTSP khusus baca diterima dari narahubung"), "menunggu-opd")
	}
}

// tellFinished: all six activities, proven now through the relay.
func tellFinished(w workday, t0 time.Time) func(*teller) {
	return func(t *teller) {
		t.upToFour(w, 3, "B/500.12/210/DISKOMINFO/"+w.at(3, 8, 0).Format("2006"))
		t.begin(5, t0.Add(-26*time.Minute))
		t.prove([]int{0, 1, 6})
		end := t.demo.clock()
		t.finish(5, end, access("Tiga kamera diuji melalui relay"), "")
		t.begin(6, end)
		report := letter("B/500.12/214/DISKOMINFO/"+end.In(sop.WIB()).Format("2006"), end)
		t.finish(6, end.Add(2*time.Minute), report, "")
	}
}
