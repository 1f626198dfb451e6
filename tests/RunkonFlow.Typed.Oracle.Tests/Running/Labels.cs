namespace RunkonFlow.Typed.Oracle.Tests.Running;

/// <summary>Counts the labels that a machine passes, so that one that goes round without any operation is found out.</summary>
public static class Labels
{
    /// <summary>Far more than a program passes between two operations.</summary>
    public const int Most = 100_000;

    /// <summary>What <see cref="Counted"/> writes at each label.</summary>
    private const string Call = " global::RunkonFlow.Typed.Oracle.Tests.Running.Labels.Pass();";

    [ThreadStatic]
    private static int t_passed;

    public static void Restart() => t_passed = 0;

    public static void Pass()
    {
        if (++t_passed <= Most) return;
        // A machine that raises this again and again is left standing; whoever waits for it gives up.
        if (t_passed > 2 * Most) Thread.Sleep(Timeout.Infinite);
        throw new EndlessProgramException();
    }

    /// <summary>A machine's text with the count in it.</summary>
    public static string Counted(string machine) => machine.Replace(":;\n", $":;{Call}\n", StringComparison.Ordinal);
}
