/** Whether a candidate snapshot may go live, and the record of the decision. */
@NullMarked
package dev.nightjar.export.gate;

import org.jspecify.annotations.NullMarked;
