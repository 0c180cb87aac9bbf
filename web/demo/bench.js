// The page of speeds.

import { compare, fastest, median, rate } from "./speed.js";

const $ = (id) => document.getElementById(id);

async function measure() {
  $("measure").disabled = true;
  $("state").textContent = "Measuring.";
  $("state").textContent = await compare($("speeds"), 15, [median, fastest, rate]);
  $("measure").disabled = false;
}

$("machine").textContent = navigator.userAgent;
$("measure").addEventListener("click", measure);
measure();
