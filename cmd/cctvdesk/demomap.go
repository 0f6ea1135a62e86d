package main

// spotOf is where a site of the demo city stands on the map; zero for those that
// nobody has placed yet.
func spotOf(name string) (lat, lon float64) {
	switch name {
	case "Simpang Garuda":
		return -0.0312, 109.3268
	case "Jembatan Kapuas I":
		return -0.0305, 109.3482
	case "Pasar Flamboyan":
		return -0.0445, 109.3421
	case "Taman Alun Kapuas":
		return -0.0236, 109.3398
	case "Terminal Batu Layang":
		return 0.0135, 109.3010
	case "Lobi Kantor Wali Kota", "Gerbang Parkir Balai Kota":
		return -0.0262, 109.3360
	}
	return 0, 0
}
