// Starts the router once the shell stands.
import { start } from "./router.js";

start();
