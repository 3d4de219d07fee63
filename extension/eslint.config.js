/** What tsc cannot see in the page: markup made from text, code made from text, and loose ends. */
import js from "@eslint/js";

const markupFromText = ["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"].map((property) => ({
  property,
  message: "Text of clients and other people must never become markup: use lit-html or textContent.",
}));

export default [
  { ignores: ["node_modules/", "vendor/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // tsc knows every name,
      "no-unused-vars": "off", // and every one that nobody uses
      "no-restricted-properties": ["error", ...markupFromText],
      "no-restricted-imports": ["error", { patterns: ["lit-html/directives/unsafe*"] }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-console": "error",
      eqeqeq: ["error", "always"],
      "prefer-const": "error",
      "no-var": "error",
    },
  },
];
