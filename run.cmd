@echo off
rem Tenth's front door on Windows: finds a Python that fits and hands over to tools\, which does everything else.
rem run demo | test | check | app | doctor | bench | pictures | package | lock        (run alone says what each does)
setlocal
cd /d "%~dp0"
for %%p in ("py -3.13" "py -3.12" "py -3.11" "python" "python3") do (
    %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))" >nul 2>&1
    if not errorlevel 1 (
        set "PYTHON=%%~p"
        goto found
    )
)
echo Tenth needs Python 3.11, 3.12 or 3.13, and found none of them.
echo Install one from python.org or the Microsoft Store, then run this again.
exit /b 1

:found
%PYTHON% -m tools %*
exit /b %errorlevel%
