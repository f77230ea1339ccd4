// Loads the page's second module when it is first opened, and speaks to it.

let module;

export const open = async (view, place, ask, take) => {
  const loaded = await import(new URL("explore.js", document.baseURI));
  await loaded.default();
  module = loaded;
  // The visitor may have gone elsewhere meanwhile.
  if (place.isConnected) {
    const promise = (question) => new Promise((resolve, reject) => ask(question, resolve, reject));
    module.open(view, place, promise, take);
  }
};

export const close = () => {
  if (module) module.close();
};

export const refresh = () => {
  if (module) module.refresh();
};
