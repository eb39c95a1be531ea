@echo off
rem Starts the grader; builds it first if it was never built or a source file is newer than the last build.
setlocal
set "ROOT=%~dp0.."
set "TARGET=%ROOT%\grader\app\target"
set "STAMP=%TARGET%\pagewalk.stamp"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"

"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
    echo pagewalk: no java at %JAVA%: install a JDK 17 or newer, or set JAVA_HOME to it. 1>&2
    exit /b 2
)
"%JAVA%" -XshowSettings:properties -version 2>&1 | findstr /r /c:"java.specification.version = 1\.[0-9]" /c:"java.specification.version = 9$" /c:"java.specification.version = 1[0-6]$" >nul
if not errorlevel 1 (
    echo pagewalk: this Java is too old: a JDK 17 or newer is needed; set JAVA_HOME to it. 1>&2
    exit /b 2
)

powershell -NoProfile -Command "$r='%ROOT%'; $s='%STAMP%'; if (-not (Test-Path $s)) { exit 1 }; $t=(Get-Item $s).LastWriteTimeUtc; $new=Get-ChildItem -Recurse -File \"$r\pom.xml\",\"$r\katas\pom.xml\",\"$r\katas\core\",\"$r\solutions\",\"$r\grader\" | Where-Object { $_.FullName -notmatch '\\(target|submissions)\\' -and ($_.FullName -match '\\src\\' -or $_.Name -eq 'pom.xml') -and $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1; if ($new) { exit 1 }"
if not errorlevel 1 goto run

where mvn >nul 2>&1
if errorlevel 1 (
    echo pagewalk: no mvn on the PATH: install Maven 3.8.7 or newer, the grader is built with it. 1>&2
    exit /b 2
)
echo pagewalk: building the grader, which may take some minutes the first time ... 1>&2
if not exist "%TARGET%" mkdir "%TARGET%"
type nul > "%STAMP%.new"
pushd "%ROOT%"
call mvn -q -B -pl grader/app -am package -DskipTests > "%TARGET%\pagewalk-build.log" 2>&1
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
    type "%TARGET%\pagewalk-build.log" 1>&2
    echo pagewalk: the build failed: see above, mend it and start again. 1>&2
    exit /b 2
)
move /y "%STAMP%.new" "%STAMP%" >nul

:run
"%JAVA%" "-Dpagewalk.home=%ROOT%" -Djdk.console=java.base -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "%TARGET%\pagewalk-grader-app.jar;%TARGET%\lib\*" dev.pagewalk.grader.app.Main %*
exit /b %ERRORLEVEL%
