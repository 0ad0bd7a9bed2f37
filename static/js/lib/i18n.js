// Texts in the page's language, from Django's JavaScript catalogue (a deferred script before the modules).
const catalogue = globalThis.django ?? {};

export const gettext = (text) => catalogue.gettext?.(text) ?? text;

export const ngettext = (one, many, count) =>
  catalogue.ngettext?.(one, many, count) ?? (count === 1 ? one : many);

// interpolate("%(n)s files", { n: 3 })
export const interpolate = (text, values) =>
  text.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));

export const locale = () => document.documentElement.lang || "en";

export const formatNumber = (value, options) => new Intl.NumberFormat(locale(), options).format(value);
