/** ArUco markers by OpenCV (Garrido-Jurado et al. 2014), of the one dictionary the golden card uses. */
import type { GrayImage, Point } from '../frame.ts';
import type { OpenCv } from '../vision/engines/opencv.ts';

/** Corners clockwise from the marker's own top left, in the places of core/frame.ts. */
export type Marker = { id: number; corners: [Point, Point, Point, Point] };

export function findMarkers(opencv: OpenCv, gray: GrayImage): Marker[] {
  return opencv.scope((cv, track) => {
    const image = track(new cv.Mat(gray.height, gray.width, cv.CV_8UC1));
    image.data.set(gray.data);
    const parameters = track(new cv.aruco_DetectorParameters());
    parameters.cornerRefinementMethod = cv.CORNER_REFINE_SUBPIX;
    // Wider windows and only the middle of each module: blurred by two pixels a marker of 50 pixels was lost otherwise (bench:golden-card).
    parameters.adaptiveThreshWinSizeMax = 53;
    parameters.perspectiveRemovePixelPerCell = 8;
    parameters.perspectiveRemoveIgnoredMarginPerCell = 0.33;
    const detector = track(new cv.aruco_ArucoDetector(track(cv.getPredefinedDictionary(cv.DICT_5X5_1000)), parameters, track(new cv.aruco_RefineParameters(10, 3, true))));
    const corners = track(new cv.MatVector());
    const ids = track(new cv.Mat());
    detector.detectMarkers(image, corners, ids);
    return Array.from({ length: corners.size() }, (_, i) => {
      const places = Array.from(track(corners.get(i)).data32F);
      // OpenCV counts the centres of pixels from 0; places here count the left border as 0.
      const at = (k: number): Point => ({ x: places[2 * k]! + 0.5, y: places[2 * k + 1]! + 0.5 });
      return { id: ids.data32S[i]!, corners: [at(0), at(1), at(2), at(3)] };
    });
  });
}
