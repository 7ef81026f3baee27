// The neutral page takes the place of this one in the history of the tab.
"use strict";
location.replace(document.querySelector("meta[http-equiv]").content.split("url=")[1]);
