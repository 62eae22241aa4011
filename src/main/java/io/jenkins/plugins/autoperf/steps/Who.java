package io.jenkins.plugins.autoperf.steps;

import com.fasterxml.jackson.annotation.JsonProperty;
import hudson.Util;
import hudson.model.User;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Who did something, when and why. A class, since XStream of this core keeps no records. */
@ExportedBean(defaultVisibility = 3)
public final class Who implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_REASON = 1000;

    private final String user;
    private final String when;
    private final String why;

    Who(@JsonProperty("user") String user, @JsonProperty("when") String when, @JsonProperty("why") String why) {
        this.user = user;
        this.when = when;
        this.why = why;
    }

    /** The user of the current request. */
    static Who now(String why) {
        User user = User.current();
        return of(user == null ? "anonymous" : user.getId(), why);
    }

    static Who of(String user, String why) {
        String reason = Util.fixNull(why).strip();
        return new Who(
                user,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }

    @Exported
    @JsonProperty
    public String getUser() {
        return user;
    }

    /** ISO-8601 instant. */
    @Exported
    @JsonProperty
    public String getWhen() {
        return when;
    }

    @Exported
    @JsonProperty
    public String getWhy() {
        return why;
    }

    /** As people read it. */
    public String shortly() {
        return when.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d).*Z$", "$1 $2 UTC");
    }
}
