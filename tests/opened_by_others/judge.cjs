"use strict";
// What a public judge of xAPI has to say about the statements on the standard input.
const judge = require("xapi-validation").default;
const statements = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const statement of statements) {
  for (const problem of judge(statement)) console.log(JSON.stringify(problem));
}
