// Reads a device with the npm package onvif: node client.js host port user password
const { Cam } = require('onvif');
const [hostname, port, username, password] = process.argv.slice(2);
const stop = (what, err) => { console.log(what, String(err)); process.exit(1); };
new Cam({ hostname, port: Number(port), username, password, timeout: 10000 }, function (err) {
  if (err) stop('connect:', err);
  this.getDeviceInformation((err, info) => {
    if (err) stop('information:', err);
    console.log(info.manufacturer, info.model, info.serialNumber);
    this.getProfiles((err, profiles) => {
      if (err) stop('profiles:', err);
      for (const p of profiles) {
        const size = p.videoEncoderConfiguration.resolution;
        console.log(p.$.token, `${size.width}x${size.height}`);
      }
      this.getStreamUri({ protocol: 'RTSP', profileToken: 'main' }, (err, stream) => {
        if (err) stop('stream:', err);
        console.log(stream.uri);
        this.getSnapshotUri({ profileToken: 'main' }, (err, snapshot) => {
          if (err) stop('snapshot:', err);
          console.log(snapshot.uri);
          process.exit(0);
        });
      });
    });
  });
});
