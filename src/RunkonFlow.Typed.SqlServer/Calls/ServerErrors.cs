using Microsoft.Data.SqlClient;

namespace RunkonFlow.Typed.SqlServer.Calls;

/// <summary>What to do about the errors of the server and of the way to it, by their numbers.</summary>
internal static class ServerErrors
{
    /// <summary>A row with this key exists: somebody else was first, and the next try finds it.</summary>
    private static readonly HashSet<int> s_firstComers = [2601, 2627];

    /// <summary>
    /// Passing. Some leave open whether the call took effect (-2 a time-out, a broken connection); it is repeated all the same,
    /// for every write says what it did before: by sequence and digest, by command id, by the row's own key.
    /// </summary>
    private static readonly HashSet<int> s_passing =
    [
        -2, 0, 20, 64, 121, 233, 258, 10053, 10054, 10060, 10061, 11001,
        615, 921, 997, 1203, 1204, 1205, 1222, 3935, 3960, 4060, 4221, 40143, 40166, 40197, 40540, 40613, 41301, 41302, 41305, 41325, 41839,
        42108, 42109, 26023,
    ];

    /// <summary>The server has too much to do: it is asked again later than for others.</summary>
    private static readonly HashSet<int> s_throttled = [10928, 10929, 10936, 40501, 49918, 49919, 49920];

    public static bool IsPassing(SqlException exception)
    {
        foreach (SqlError error in exception.Errors)
            if (s_passing.Contains(error.Number) || s_throttled.Contains(error.Number) || s_firstComers.Contains(error.Number)) return true;
        return false;
    }

    public static bool IsThrottled(SqlException exception)
    {
        foreach (SqlError error in exception.Errors)
            if (s_throttled.Contains(error.Number)) return true;
        return false;
    }
}
