// How elements are found in WebKitGTK: by role, accessible name, label and text, the way Playwright finds them in the other
// engines. Roles and names are axe-core's word.

/**
 * The elements that a path of steps leads to, in the order of the page. Runs in the page, where axe-core has been loaded;
 * so it stands for itself, and what it needs is inside.
 *
 * A step is an object with one of `role`, `label`, `text`, `nth`, `hasText`, `or` (another path), and their options. Texts are
 * `{ text, exact }` or `{ source, flags }` of a regular expression.
 */
export function lookUp(path) {
  const { aria, dom, text: words } = axe.commons;
  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();

  const fits = (wanted, text) => {
    const found = tidy(text);
    if (wanted.source !== undefined) return new RegExp(wanted.source, wanted.flags).test(found);
    const sought = tidy(wanted.text);
    return wanted.exact ? found === sought : found.toLowerCase().includes(sought.toLowerCase());
  };

  // axe-core puts no space between cells or lines; the eye sees one.
  const nameOf = (element, role) =>
    ["option", "row"].includes(role) ? element.innerText : words.accessibleText(element);

  const isDisabled = (element) => element.matches(":disabled") || element.getAttribute("aria-disabled") === "true";

  // Names are told last: they cost most.
  const hasRole = (element, { role, name, level, disabled }) =>
    aria.getRole(element) === role &&
    dom.isVisibleToScreenReaders(element) &&
    (level === undefined || element.localName === `h${level}`) &&
    (disabled === undefined || isDisabled(element) === disabled) &&
    (name === undefined || fits(name, nameOf(element, role)));

  const isLabelled = (element, { label }) => {
    const labelledBy = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const labels = [...(element.labels ?? []), ...labelledBy.map((id) => document.getElementById(id))];
    const texts = [element.getAttribute("aria-label"), ...labels.map((label) => label?.textContent)];
    return texts.some((text) => text && fits(label, text));
  };

  const says = (element, { text }) => !["SCRIPT", "STYLE", "NOSCRIPT"].includes(element.nodeName) && fits(text, element.textContent);
  // The innermost element that says it.
  const isSaidBy = (element, step) => says(element, step) && ![...element.children].some((child) => says(child, step));

  const below = (roots, isWanted) => {
    const all = roots.flatMap((root) => [...root.getElementsByTagName("*")]);
    return [...new Set(all)].filter(isWanted);
  };

  const inOrder = (elements) =>
    [...new Set(elements)].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));

  const take = (roots, step) => {
    if (step.role !== undefined) return below(roots, (element) => hasRole(element, step));
    if (step.label !== undefined) return below(roots, (element) => isLabelled(element, step));
    if (step.text !== undefined) return below(roots, (element) => isSaidBy(element, step));
    if (step.nth !== undefined) return roots.slice(step.nth, step.nth === -1 ? undefined : step.nth + 1);
    if (step.hasText !== undefined) return roots.filter((element) => fits(step.hasText, element.textContent));
    return inOrder([...roots, ...follow(step.or)]);
  };

  const follow = (steps) => steps.reduce(take, [document.documentElement]);

  axe.setup(document.documentElement);
  try {
    return follow(path);
  } finally {
    axe.teardown();
  }
}
