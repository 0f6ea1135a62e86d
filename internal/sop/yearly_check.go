package sop

import "time"

// Every cut of the yearly report must add up to the total it is a cut of. A
// cut that does not is named on the report's face (domain 11).

// check looks at every sum again.
func (y *Yearly) check(d YearData) {
	expect := func(table, what string, sum, total int) {
		if sum != total {
			y.Faults = append(y.Faults, SumFault{Table: table, What: what, Sum: sum, Total: total})
		}
	}
	start, end := 0, 0
	for _, r := range y.Kinds {
		expect("1", r.Kind, r.Start+r.Added-r.Gone, r.End)
		start, end = start+r.Start, end+r.End
	}
	expect("1", "awal", start, pieces(d.Opening, everything))
	expect("1", "akhir", end, y.Items)
	y.checkStock(expect)
	y.checkWork(d, expect)
	y.checkUptime(expect)
}

func (y *Yearly) checkStock(expect func(string, string, int, int)) {
	cameras, others := 0, 0
	for _, r := range y.Agencies {
		expect("2", r.Agency, r.Cameras+r.Others, r.Total)
		cameras, others = cameras+r.Cameras, others+r.Others
	}
	expect("2", "kamera", cameras, y.Cameras)
	expect("2", "jumlah", cameras+others, y.Items)
	sum := 0
	for _, r := range y.Districts {
		expect("3", r.District, r.PTZ+r.Fixed+r.Unstated, r.Total)
		sum += r.Total
	}
	expect("3", "kamera", sum, y.Cameras)
	sum = 0
	for _, r := range y.Conditions {
		expect("4", r.Kind, r.Good+r.Worn+r.Broken+r.Unstated, r.Total)
		sum += r.Total
	}
	expect("4", "jumlah", sum, y.Items)
	for _, t := range []struct {
		name string
		rows []StatusRow
	}{{"5a", y.StatusByAgency}, {"5b", y.StatusByDistrict}} {
		sum = 0
		for _, r := range t.rows {
			expect(t.name, r.Name, r.Online+r.Offline+r.Other, r.Total)
			expect(t.name, r.Name, r.Causes[0]+r.Causes[1]+r.Causes[2]+r.Causes[3], r.Offline)
			sum += r.Total
		}
		expect(t.name, "kamera", sum, y.Cameras)
	}
	for _, t := range []struct {
		name  string
		rows  []CutRow
		total int
	}{{"6", y.Media, y.Cameras}, {"7", y.Ages, y.Items}} {
		sum = 0
		for _, r := range t.rows {
			cells := 0
			for _, n := range r.Cells {
				cells += n
			}
			expect(t.name, r.Name, cells, r.Total)
			sum += r.Total
		}
		expect(t.name, "jumlah", sum, t.total)
	}
}

func (y *Yearly) checkWork(d YearData, expect func(string, string, int, int)) {
	running, came := y.Carried, 0
	for m, r := range y.Months {
		if begins := d.From.In(WIB()).AddDate(0, m, 0); !begins.Before(d.Until) {
			break
		}
		running += r.Came - r.Finished - r.Cancelled
		came += r.Came
		expect("9", time.Month(m+1).String(), running, r.Running)
	}
	asked := 0
	for _, r := range y.AskedBy {
		expect("10", r.Agency, r.Worked+r.Failed+r.Untested, r.Cameras)
		asked += r.Requests
	}
	expect("10", "permintaan", asked, came)
	for _, r := range y.Times {
		expect("11", r.Text, r.OnTime+r.Late, r.Count)
	}
	finished := 0
	for _, r := range y.Months {
		finished += r.Finished
	}
	expect("11", "selesai", y.Whole.Count, finished)
}

func (y *Yearly) checkUptime(expect func(string, string, int, int)) {
	u := y.Uptime
	for _, t := range []struct {
		name string
		rows []UptimeRow
	}{{"14", u.Agencies}, {"15", u.Districts}, {"17", u.Cameras}} {
		outages, cameras := 0, 0
		var watched time.Duration
		for _, r := range t.rows {
			outages, cameras, watched = outages+r.Outages, cameras+r.Cameras, watched+r.Watched
		}
		expect(t.name, "gangguan", outages, u.All.Outages)
		expect(t.name, "kamera", cameras, u.All.Cameras)
		expect(t.name, "pantau", int(watched/time.Second), int(u.All.Watched/time.Second))
	}
	count := 0
	for _, c := range u.Causes {
		count += c.Count
	}
	expect("16", "gangguan", count, u.All.Outages)
	var watched time.Duration
	for _, m := range u.Months {
		watched += m.Watched
	}
	expect("14", "bulan", int(watched/time.Second), int(u.All.Watched/time.Second))
}
