namespace RepoReview;

/// <summary>Something the user has to put right; the message is the one sentence that says what.</summary>
internal sealed class Problem(string sentence) : Exception(sentence);
