package dev.nightjar.serving.answers;

import java.util.List;

/**
 * One request for many users.
 *
 * @param base what is wanted for each of them
 * @param userIds raw ids, in the order of the answers
 */
record BatchRequest(RecommendationRequest base, List<String> userIds) {
  static final int MAX_USERS = 500;

  BatchRequest {
    userIds = List.copyOf(userIds);
  }
}
