;; Sum of squared differences of two rows of signed bytes, or of their first ones as soon as the sum is above `most`: the only hot loop of the
;; search among faces (electron/station/faces/face-index.ts). `bytes` is a multiple of 128 and at most 4096, so that 32 bits hold the sum.
;; Compiled by `npm run build:face-kernel` to electron/station/faces/squares.ts; a test compiles it anew and compares.
(module
  (import "host" "memory" (memory 1))
  (func $sixteen (param $a i32) (param $b i32) (result v128)
    (local $x v128) (local $y v128) (local $d v128) (local $e v128)
    (local.set $x (v128.load (local.get $a)))
    (local.set $y (v128.load (local.get $b)))
    (local.set $d (i16x8.sub (i16x8.extend_low_i8x16_s (local.get $x)) (i16x8.extend_low_i8x16_s (local.get $y))))
    (local.set $e (i16x8.sub (i16x8.extend_high_i8x16_s (local.get $x)) (i16x8.extend_high_i8x16_s (local.get $y))))
    (i32x4.add (i32x4.dot_i16x8_s (local.get $d) (local.get $d)) (i32x4.dot_i16x8_s (local.get $e) (local.get $e))))
  (func $sixtyfour (param $a i32) (param $b i32) (result v128)
    (i32x4.add
      (i32x4.add (call $sixteen (local.get $a) (local.get $b)) (call $sixteen (i32.add (local.get $a) (i32.const 16)) (i32.add (local.get $b) (i32.const 16))))
      (i32x4.add (call $sixteen (i32.add (local.get $a) (i32.const 32)) (i32.add (local.get $b) (i32.const 32))) (call $sixteen (i32.add (local.get $a) (i32.const 48)) (i32.add (local.get $b) (i32.const 48))))))
  (func (export "squares") (param $a i32) (param $b i32) (param $bytes i32) (param $most i32) (result i32)
    (local $end i32) (local $total i32) (local $sum v128)
    (local.set $end (i32.add (local.get $a) (local.get $bytes)))
    (block $done (loop $strides
      (br_if $done (i32.ge_u (local.get $a) (local.get $end)))
      (local.set $sum (i32x4.add (call $sixtyfour (local.get $a) (local.get $b)) (call $sixtyfour (i32.add (local.get $a) (i32.const 64)) (i32.add (local.get $b) (i32.const 64)))))
      (local.set $total (i32.add (local.get $total)
        (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
          (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum))))))
      (br_if $done (i32.gt_s (local.get $total) (local.get $most)))
      (local.set $a (i32.add (local.get $a) (i32.const 128)))
      (local.set $b (i32.add (local.get $b) (i32.const 128)))
      (br $strides)))
    (local.get $total)))
