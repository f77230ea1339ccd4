// Hands what the microphone hears to the page, mixed down to one channel, some thousands of samples at a time.

const AT_ONCE = 2048;

class Capture extends AudioWorkletProcessor {
  samples = new Float32Array(AT_ONCE);
  filled = 0;

  process([channels]) {
    const length = channels[0]?.length ?? 0;
    for (let i = 0; i < length; i += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[i];
      this.samples[this.filled] = sum / channels.length;
      this.filled += 1;
      if (this.filled === AT_ONCE) {
        this.port.postMessage(this.samples, [this.samples.buffer]);
        this.samples = new Float32Array(AT_ONCE);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
