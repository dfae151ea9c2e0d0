module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    "require-sri": ["error", { target: "crossorigin" }], // files of the site itself carry their hash in their names
  },
};
