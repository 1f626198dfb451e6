namespace RunkonFlow.Typed.Machines;

/// <summary>How branches are joined.</summary>
/// <param name="IsRace">One end decides, and the others are cancelled.</param>
/// <param name="FailFast">The first failure cancels the others.</param>
/// <param name="MinSuccess">How many must end well; 0 for all.</param>
/// <param name="FirstEnd">Of a race: any end decides, not only a successful one.</param>
public readonly record struct JoinPolicy(bool IsRace = false, bool FailFast = false, int MinSuccess = 0, bool FirstEnd = false);
