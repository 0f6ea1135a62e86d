package kit

import (
	"embed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

//go:embed icons/*.svg
var iconFiles embed.FS

// IconName names one of our own icons (icons/*.svg); the rest are Fyne's.
type IconName string

// The icons of the navigation and of the shapes that tell a state.
const (
	IconHome      IconName = "home"
	IconRequests  IconName = "requests"
	IconWall      IconName = "wall"
	IconCamera    IconName = "camera"
	IconAgency    IconName = "agency"
	IconEquipment IconName = "equipment"
	IconReport    IconName = "report"
	IconLetter    IconName = "letter"
	IconAudit     IconName = "audit"
	IconSettings  IconName = "settings"
	IconSOP       IconName = "sop"
	IconBackup    IconName = "backup"
	IconLock      IconName = "lock"
	IconBack      IconName = "back"
	IconUp        IconName = "arrow-up"
	IconDown      IconName = "arrow-down"
)

// Icon returns an icon in the colour of the text.
func Icon(n IconName) fyne.Resource { return theme.NewThemedResource(rawIcon(n)) }

// IconIn returns an icon in a colour of the theme.
func IconIn(n IconName, c fyne.ThemeColorName) fyne.Resource {
	return theme.NewColoredResource(rawIcon(n), c)
}

func rawIcon(n IconName) fyne.Resource {
	name := string(n) + ".svg"
	data, err := iconFiles.ReadFile("icons/" + name)
	if err != nil {
		// A name outside the constants above; Fyne's own sign for a missing
		// picture is shown, and the test over the constants fails.
		return theme.BrokenImageIcon()
	}
	return fyne.NewStaticResource("cctvdesk-"+name, data)
}
