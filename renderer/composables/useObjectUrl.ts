/** Blob addresses of pictures, given back when the component goes: pictures of a customer do not stay in memory. */
import { onScopeDispose, ref, watch, type Ref } from 'vue';

export function useObjectUrl(bytes: () => Uint8Array | null, mime = 'image/jpeg'): Ref<string | null> {
  const url = ref<string | null>(null);
  const release = (): void => {
    if (url.value) URL.revokeObjectURL(url.value);
    url.value = null;
  };
  watch(bytes, (now) => {
    release();
    if (now) url.value = URL.createObjectURL(new Blob([now as Uint8Array<ArrayBuffer>], { type: mime }));
  }, { immediate: true });
  onScopeDispose(release);
  return url;
}
