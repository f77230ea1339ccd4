// Loads the page's second module when it is first opened.

export const load = async () => {
  const module = await import(new URL("explore.js", document.baseURI));
  await module.default();
  return module;
};
