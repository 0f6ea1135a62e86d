package relay

import (
	"bytes"
	"encoding/binary"
	"net"
	"net/netip"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// framed is a unit of packets of these sizes, as the stream keeps it.
func framed(sizes ...int) (wire []byte, packets [][]byte) {
	for i, n := range sizes {
		b := bytes.Repeat([]byte{byte(i + 1)}, n)
		packets = append(packets, b)
		wire = append(wire, '$', 0, byte(n>>8), byte(n))
		wire = append(wire, b...)
	}
	return wire, packets
}

// listener is a reader's socket; coalesced asks the kernel to hand over what
// was written in one piece in one piece, with the size of its packets.
func listener(t *testing.T, coalesced bool) (*net.UDPConn, netip.AddrPort) {
	t.Helper()
	c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if coalesced {
		raw, err := c.SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		var refused error
		if err := raw.Control(func(fd uintptr) { refused = unix.SetsockoptInt(int(fd), unix.IPPROTO_UDP, unix.UDP_GRO, 1) }); err != nil {
			t.Fatal(err)
		}
		if refused != nil {
			t.Skip("this kernel does not say what was written in one piece: ", refused)
		}
	}
	return c, c.LocalAddr().(*net.UDPAddr).AddrPort()
}

// Runs of equal packets leave in one call and are cut by the kernel; a reader
// that asks for it sees that they came in one piece.
func TestUDP_packets_of_a_picture_leave_in_one_call(t *testing.T) {
	t.Parallel()
	p, err := openUDP(net.IPv4(127, 0, 0, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	c, to := listener(t, true)
	wire, packets := framed(1200, 1200, 1200, 1200, 700)
	if !p.packets(p.sockaddr(to), wire) {
		t.Fatal("something was left out")
	}
	if p.noGSO.Load() {
		t.Skip("this kernel cuts nothing: segmentation was refused")
	}
	got, oob := make([]byte, 64<<10), make([]byte, 64)
	n, m, _, _, err := c.ReadMsgUDP(got, oob)
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.Join(packets, nil); !bytes.Equal(got[:n], want) {
		t.Fatalf("%d bytes came at once, %d were written", n, len(want))
	}
	said, err := unix.ParseSocketControlMessage(oob[:m])
	if err != nil || len(said) != 1 || said[0].Header.Type != unix.UDP_GRO || binary.NativeEndian.Uint16(said[0].Data) != 1200 {
		t.Errorf("the kernel says %+v, %v", said, err)
	}
}

// With and without the kernel's help each packet comes whole, alone, in order.
func TestUDP_packets_arrive_as_they_were(t *testing.T) {
	t.Parallel()
	for name, sizes := range map[string][]int{
		"one": {900}, "equal": {1200, 1200, 1200}, "the last is shorter": {1200, 1200, 300}, "growing": {100, 200, 300},
		"a short one between": {1200, 300, 1200, 1200, 5}, "larger than Ethernet": {4000, 4000, 10}, "more than one call takes": append(times(70, 500), 1),
	} {
		for _, plain := range []bool{false, true} {
			p, err := openUDP(net.IPv4(127, 0, 0, 1))
			if err != nil {
				t.Fatal(err)
			}
			p.noGSO.Store(plain)
			c, to := listener(t, false)
			wire, packets := framed(sizes...)
			if !p.packets(p.sockaddr(to), wire) {
				t.Errorf("%s: something was left out", name)
			}
			b := make([]byte, 64<<10)
			for i, want := range packets {
				n, err := c.Read(b)
				if err != nil || !bytes.Equal(b[:n], want) {
					t.Fatalf("%s (plain %v): packet %d has %d bytes, not %d: %v", name, plain, i, n, len(want), err)
				}
			}
			p.close()
		}
	}
}

func times(n, size int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = size
	}
	return out
}
