// Preloaded into the program by a test: tells on stderr each host that it connects to.
const { Socket } = require("node:net");

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [first] = args.flat();
  process.stderr.write(`to ${first?.host ?? first}\n`);
  return connect.apply(this, args);
};
