package desk

import (
	"testing"

	"github.com/diskominfo-pontianak/cctvdesk/internal/sop"
)

// The warning of a broken thing that works goes by what is shown, once, whoever
// saw it last: the relay or an officer.
func TestNotice_of_a_broken_thing_goes_by_what_is_shown(t *testing.T) {
	v := EquipmentView{State: sop.EquipmentState{Status: sop.AssetActive, Condition: sop.HeavyFault, Operation: sop.Online}}
	for range 2 {
		if v.noticeWorking(); len(v.Notices) != 1 {
			t.Fatalf("%d notices", len(v.Notices))
		}
	}
	for _, s := range []sop.EquipmentState{
		{Status: sop.AssetActive, Condition: sop.HeavyFault, Operation: sop.Offline},
		{Status: sop.AssetActive, Condition: sop.Good, Operation: sop.Online},
		{Status: sop.AssetRemoved, Condition: sop.HeavyFault, Operation: sop.Online},
	} {
		w := EquipmentView{State: s, Notices: []*FieldError{v.Notices[0]}}
		if w.noticeWorking(); len(w.Notices) != 0 {
			t.Errorf("%+v: %v", s, w.Notices)
		}
	}
}
