// Loads the page's second module when it is first opened, and speaks to it.

let module;

export const open = async (part, element, ask, wish) => {
  const loaded = await import(new URL("explore.js", document.baseURI));
  await loaded.default();
  module = loaded;
  // The visitor may have gone elsewhere meanwhile.
  if (element.isConnected) {
    const promise = (call) => new Promise((resolve) => ask(call, resolve));
    module.open(part, element, promise, wish);
  }
};

export const close = () => {
  if (module) module.close();
};

export const refresh = () => {
  if (module) module.refresh();
};
