// Sends one WS-Discovery call and reads the answer with the npm package onvif:
// node call.js host:port. The package only calls the group, so its parser and
// its message are used and the socket is ours.
const dgram = require('dgram');
const { linerase, parseSOAPString, guid } = require('onvif/lib/utils');
const [host, port] = process.argv[2].split(':');
const id = 'urn:uuid:' + guid();
const message = Buffer.from(
  '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">' +
  '<Header><wsa:MessageID xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">' + id + '</wsa:MessageID>' +
  '<wsa:To xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">urn:schemas-xmlsoap-org:ws:2005:04:discovery</wsa:To>' +
  '<wsa:Action xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</wsa:Action>' +
  '</Header><Body><Probe xmlns="http://schemas.xmlsoap.org/ws/2005/04/discovery"><Types>dn:NetworkVideoTransmitter</Types><Scopes /></Probe></Body></Envelope>');
const socket = dgram.createSocket('udp4');
setTimeout(() => { console.log('nobody answered'); process.exit(1); }, 10000);
socket.on('message', (answer) => parseSOAPString(answer.toString(), (err, data) => {
  if (err) { console.log(String(err)); process.exit(1); }
  const match = linerase(data).probeMatches.probeMatch;
  console.log(match.endpointReference.address, match.XAddrs);
  process.exit(0);
}));
socket.send(message, Number(port), host);
