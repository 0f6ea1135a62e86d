package sop

import "time"

// Tables 1 to 7 of the yearly report: the register cut by everything that the
// city's own lists are cut by (domain 7.1, 11).

// KindRow is a line of table 1: Start + Added − Gone = End.
type KindRow struct {
	Kind                    string
	Start, Added, Gone, End int
}

// AgencyRow is a line of table 2. Sites are places with a camera of the agency;
// two agencies may share one, so that sites need not add up.
type AgencyRow struct {
	Agency                        string
	Sites, Cameras, Others, Total int
}

// DistrictRow is a line of table 3, of cameras only.
type DistrictRow struct {
	District                           string
	Sites, PTZ, Fixed, Unstated, Total int
}

// ConditionRow is a line of table 4.
type ConditionRow struct {
	Kind                                string
	Good, Worn, Broken, Unstated, Total int
}

// StatusRow is a line of table 5, of cameras only. Other holds what is neither
// online nor offline: not yet built, taken down, never looked at.
type StatusRow struct {
	Name                          string
	Online, Offline, Other, Total int
	Causes                        [4]int // of the offline ones, in the order of OfflineColumns
}

// CutRow is a line of a table whose cells are counts in the order of a list of
// columns; the last is of what is not known.
type CutRow struct {
	Name  string
	Cells []int
	Total int
}

// OfflineColumns are the causes table 5 has columns for (domain 7.1); the last
// takes whatever else was recorded, or nothing.
func OfflineColumns() [4]string { return [4]string(OfflineCauses()) }

// MediaColumns are the columns of table 6; "" is of what was not recorded.
func MediaColumns() []string { return append(Media(), "") }

// AgeColumns are the columns of table 7.
func AgeColumns() []string { return []string{"2", "5", "lebih", ""} }

// grouped gathers values by a key that holdings give.
func grouped(list []Holding, key func(Holding) string) map[string][]Holding {
	out := map[string][]Holding{}
	for _, h := range list {
		out[key(h)] = append(out[key(h)], h)
	}
	return out
}

func keysOf[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	return out
}

// pieces counts what a condition holds for.
func pieces(list []Holding, is func(Holding) bool) int {
	n := 0
	for _, h := range list {
		if is(h) {
			n += h.Count
		}
	}
	return n
}

func isCamera(h Holding) bool { return h.Camera }

func everything(Holding) bool { return true }

// siteKey tells places apart as people write them; "" is none.
func siteKey(h Holding) string {
	if h.Site == "" {
		return ""
	}
	return slugCode(h.Site) + "/" + slugCode(h.District)
}

// places counts the places of some cameras.
func places(list []Holding, is func(Holding) bool) int {
	seen := map[string]bool{}
	for _, h := range list {
		if key := siteKey(h); key != "" && is(h) {
			seen[key] = true
		}
	}
	return len(seen)
}

// stock fills tables 1 to 7.
func (y *Yearly) stock(d YearData) {
	y.Items = pieces(d.Closing, everything)
	y.Cameras = pieces(d.Closing, isCamera)
	y.Sites = places(d.Closing, isCamera)
	linked := func(h Holding) bool { return isCamera(h) && h.Relayed }
	y.LinkedSites = places(d.Closing, linked)
	owners := map[string]bool{}
	for _, h := range d.Closing {
		if linked(h) && h.Agency != "" {
			owners[h.Agency] = true
		}
	}
	y.LinkedAgencies = len(owners)
	y.kinds(d)
	y.agencies(d.Closing)
	y.districts(d.Closing)
	y.conditions(d)
	var cameras []Holding
	for _, h := range d.Closing {
		if isCamera(h) {
			cameras = append(cameras, h)
		}
	}
	y.StatusByAgency = statusRows(cameras, func(h Holding) string { return h.Agency }, nil)
	y.StatusByDistrict = statusRows(cameras, func(h Holding) string { return h.District }, districtNames())
	y.Media = cutRows(cameras, func(h Holding) string { return h.Agency }, nil, MediaColumns(), func(h Holding) string { return h.Medium })
	y.Ages = cutRows(d.Closing, func(h Holding) string { return h.Kind }, d.Kinds, AgeColumns(), func(h Holding) string { return ageOf(h.Year, d.Until) })
}

// kinds is table 1. Its movements are counted by themselves: the check that
// they explain the difference means something.
func (y *Yearly) kinds(d YearData) {
	rows := map[string]*KindRow{}
	row := func(kind string) *KindRow {
		if rows[kind] == nil {
			rows[kind] = &KindRow{Kind: kind}
		}
		return rows[kind]
	}
	for _, h := range d.Opening {
		row(h.Kind).Start += h.Count
	}
	for _, h := range d.Closing {
		row(h.Kind).End += h.Count
	}
	for _, f := range d.Flows {
		if f.Count > 0 {
			row(f.Kind).Added += f.Count
		} else {
			row(f.Kind).Gone -= f.Count
		}
	}
	for _, kind := range inOrder(keysOf(rows), d.Kinds) {
		y.Kinds = append(y.Kinds, *rows[kind])
	}
}

func (y *Yearly) agencies(closing []Holding) {
	groups := grouped(closing, func(h Holding) string { return h.Agency })
	for _, name := range inOrder(keysOf(groups), nil) {
		list := groups[name]
		r := AgencyRow{Agency: name, Sites: places(list, isCamera), Cameras: pieces(list, isCamera), Total: pieces(list, everything)}
		r.Others = pieces(list, func(h Holding) bool { return !isCamera(h) })
		y.Agencies = append(y.Agencies, r)
	}
}

func districtNames() []string {
	var out []string
	for _, d := range Districts() {
		out = append(out, d.Name)
	}
	return out
}

func (y *Yearly) districts(closing []Holding) {
	groups := grouped(closing, func(h Holding) string { return h.District })
	for _, name := range inOrder(keysOf(groups), districtNames()) {
		list := groups[name]
		r := DistrictRow{District: name, Sites: places(list, isCamera), Total: pieces(list, isCamera)}
		for _, h := range list {
			switch {
			case !isCamera(h):
			case h.Form == CameraTypes()[0]:
				r.PTZ += h.Count
			case h.Form == CameraTypes()[1]:
				r.Fixed += h.Count
			default:
				r.Unstated += h.Count
			}
		}
		if r.Total > 0 {
			y.Districts = append(y.Districts, r)
		}
	}
}

func (y *Yearly) conditions(d YearData) {
	groups := grouped(d.Closing, func(h Holding) string { return h.Kind })
	for _, kind := range inOrder(keysOf(groups), d.Kinds) {
		list := groups[kind]
		r := ConditionRow{Kind: kind, Total: pieces(list, everything)}
		for _, h := range list {
			switch h.Condition {
			case string(Good):
				r.Good += h.Count
			case string(LightFault):
				r.Worn += h.Count
			case string(HeavyFault):
				r.Broken += h.Count
			default:
				r.Unstated += h.Count
			}
		}
		y.Conditions = append(y.Conditions, r)
	}
}

func statusRows(cameras []Holding, key func(Holding) string, order []string) []StatusRow {
	groups := grouped(cameras, key)
	var out []StatusRow
	for _, name := range inOrder(keysOf(groups), order) {
		r := StatusRow{Name: name, Total: pieces(groups[name], everything)}
		for _, h := range groups[name] {
			switch h.Operation {
			case string(Online):
				r.Online += h.Count
			case string(Offline):
				r.Offline += h.Count
				r.Causes[causeColumn(h.Cause)] += h.Count
			default:
				r.Other += h.Count
			}
		}
		out = append(out, r)
	}
	return out
}

func causeColumn(cause string) int {
	columns := OfflineColumns()
	for i, c := range columns {
		if c == cause {
			return i
		}
	}
	return len(columns) - 1
}

// cutRows counts pieces by row and column; what fits no column goes to the
// last.
func cutRows(list []Holding, key func(Holding) string, order, columns []string, column func(Holding) string) []CutRow {
	groups := grouped(list, key)
	var out []CutRow
	for _, name := range inOrder(keysOf(groups), order) {
		r := CutRow{Name: name, Cells: make([]int, len(columns)), Total: pieces(groups[name], everything)}
		for _, h := range groups[name] {
			at := len(columns) - 1
			for i, c := range columns {
				if c == column(h) {
					at = i
				}
			}
			r.Cells[at] += h.Count
		}
		out = append(out, r)
	}
	return out
}

// ageOf puts a year of acquisition into a column of table 7: at most 2 years,
// 3 to 5, more. A year in the future is a slip of the pen and counts as new.
func ageOf(year int, until time.Time) string {
	if year <= 0 {
		return ""
	}
	switch age := until.Add(-time.Second).In(WIB()).Year() - year; {
	case age <= 2:
		return "2"
	case age <= 5:
		return "5"
	}
	return "lebih"
}
