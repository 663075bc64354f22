/**
 * The one axios: the CommonJS instance that the SDKs require. An ESM import of "axios" is another instance,
 * on which interceptors would do nothing. Plain JavaScript, since the test runner does not read .cts.
 */
module.exports = require("axios");
