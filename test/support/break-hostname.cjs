// Preloaded into the program by a test: what cannot fail fails, so that pdqb meets a fault that it does not know.
const os = require("node:os");
const { syncBuiltinESMExports } = require("node:module");

os.hostname = () => {
  throw new TypeError("the name of this machine is undefined");
};
syncBuiltinESMExports();
