namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>Two runs, two processes, the rows of both starts of each, and how much mischief is left.</summary>
internal readonly record struct ProtocolState(
    RunState FirstRun, RunState SecondRun, ProcessState FirstProcess, ProcessState SecondProcess, OwnerRows Owners, byte LossesLeft, byte CrashesLeft, byte ClonesLeft)
{
    public static ProtocolState Initial(ProtocolBounds bounds) => new()
    {
        Owners = default(OwnerRows).With(OwnerOf(0, 0), OwnerState.Alive).With(OwnerOf(1, 0), OwnerState.Alive),
        LossesLeft = bounds.Losses,
        CrashesLeft = bounds.Crashes,
        ClonesLeft = bounds.Clones,
    };

    public RunState Run(int run) => run == 0 ? FirstRun : SecondRun;

    public ProcessState Process(int process) => process == 0 ? FirstProcess : SecondProcess;

    public ProtocolState With(int run, RunState state) => run == 0 ? this with { FirstRun = state } : this with { SecondRun = state };

    public ProtocolState With(int process, ProcessState state) => process == 0 ? this with { FirstProcess = state } : this with { SecondProcess = state };

    public ProtocolState With(int process, int run, RunView view) => With(process, Process(process).With(run, view));

    /// <summary>The number of the row of a process's current start.</summary>
    public byte OwnerOf(int process) => OwnerOf(process, Process(process).Incarnation);

    /// <summary>The same state with the two runs in each other's place.</summary>
    public ProtocolState WithRunsSwapped() => this with
    {
        FirstRun = SecondRun,
        SecondRun = FirstRun,
        FirstProcess = FirstProcess with { First = FirstProcess.Second, Second = FirstProcess.First },
        SecondProcess = SecondProcess with { First = SecondProcess.Second, Second = SecondProcess.First },
    };

    /// <summary>The same state with the two processes in each other's place.</summary>
    public ProtocolState WithProcessesSwapped() => this with
    {
        FirstRun = FirstRun.WithOwnersSwapped(),
        SecondRun = SecondRun.WithOwnersSwapped(),
        FirstProcess = SecondProcess,
        SecondProcess = FirstProcess,
        Owners = new(Owners.Three, Owners.Four, Owners.One, Owners.Two),
    };

    public static byte OwnerOf(int process, int incarnation) => (byte)(1 + (process * 2) + incarnation);
}
